package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.OrphanTransitions;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the alerts of rules that are no more, such as those that were removed while every instance was down. Every
 * instance looks and tells its own notifying half; the one that goes first writes it down.
 */
final class OrphanedAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedAlerts.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
    /** Of no group: who does have the rule has an opinion of his own and must not learn this one. */
    private static final String NO_GROUP = "";

    private final EvaluatorContext context;
    private final RuleLookup rules;
    private Loop.Alarm alarm = () -> {};
    private Set<String> seenInLastCheck = Set.of();

    OrphanedAlerts(EvaluatorContext context, RuleLookup rules) {
        this.context = context;
        this.rules = rules;
    }

    /** Which rules there are. */
    interface RuleLookup {
        /** Tells alerts without a rule from others, as of now. */
        Predicate<RuleAlertState> orphaned();

        /** Whether some rule fires an alert. */
        boolean isFiring(Fingerprint alert);
    }

    void start() {
        alarm = context.loop().after(CHECK_INTERVAL, this::start);
        check();
    }

    void stop() {
        alarm.cancel();
    }

    // A rule may reach this instance after its alerts: only what has no rule for a while is left over.
    private void check() {
        var unsettled = findOrphans(alert -> true);
        var due = unsettled.stream()
                .map(OrphanedAlerts::key)
                .filter(seenInLastCheck::contains)
                .collect(Collectors.toSet());
        seenInLastCheck = unsettled.stream().map(OrphanedAlerts::key).collect(Collectors.toSet());
        if (!due.isEmpty()) {
            var courtesy = context.isPreferred().test("leftovers") ? Duration.ZERO : context.headStart();
            var ends = unsettled.stream().filter(end -> due.contains(key(end))).toList();
            context.loop().after(courtesy, () -> resolve(ends, due));
        }
    }

    private void resolve(List<Transition> ends, Set<String> due) {
        var writes = findOrphans(alert -> due.contains(alert.key())).stream()
                .map(this::write)
                .toArray(CompletableFuture[]::new);
        context.loop().whenDone(CompletableFuture.allOf(writes), (done, error) -> {
            if (error == null) {
                context.alertSink().accept(alerts(ends));
            } else {
                LOG.atWarn()
                        .addKeyValue("reason", Causes.message(error))
                        .log("Alerts of removed rules could not be ended; trying again");
            }
        });
    }

    private CompletableFuture<Void> write(Transition end) {
        var alert = end.after();
        return end.isDeletion()
                ? context.alertStates().delete(end.ruleUid(), alert.fingerprint())
                : context.alertStates().append(new RuleAlertState(end.ruleUid(), NO_GROUP, end.tick(), alert));
    }

    private List<Alert> alerts(List<Transition> ends) {
        return ends.stream()
                .filter(end -> !rules.isFiring(end.after().fingerprint()))
                .flatMap(end -> end.toAlert("").stream())
                .toList();
    }

    private List<Transition> findOrphans(Predicate<RuleAlertState> some) {
        var orphaned = rules.orphaned();
        var orphans = context.alertStates().all().stream()
                .filter(some)
                .filter(orphaned)
                .toList();
        return OrphanTransitions.resolve(orphans, uid -> false, context.loop().now());
    }

    private static String key(Transition end) {
        return end.ruleUid() + "/" + end.after().fingerprint();
    }
}
