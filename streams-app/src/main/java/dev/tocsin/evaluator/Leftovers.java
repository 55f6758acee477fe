package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.Orphans;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.kafka.codec.LoggedAlert;
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
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** Of no group: who does have the rule has an opinion of his own and must not learn this one. */
    private static final String NO_GROUP = "";

    private final Bureau bureau;
    private final Rules rules;
    private Loop.Alarm alarm = () -> {};
    private Set<String> seenBefore = Set.of();

    Leftovers(Bureau bureau, Rules rules) {
        this.bureau = bureau;
        this.rules = rules;
    }

    /** Which rules there are. */
    interface Rules {
        /** Tells alerts without a rule from others, as of now. */
        Predicate<LoggedAlert> orphaned();

        /** Whether some rule fires an alert. */
        boolean fire(Fingerprint alert);
    }

    void begin() {
        alarm = bureau.loop().after(EVERY, this::begin);
        look();
    }

    void stop() {
        alarm.cancel();
    }

    // A rule may reach this instance after its alerts: only what has no rule for a while is left over.
    private void look() {
        var unsettled = unsettled(alert -> true);
        var due = unsettled.stream()
                .map(Leftovers::key)
                .filter(seenBefore::contains)
                .collect(Collectors.toSet());
        seenBefore = unsettled.stream().map(Leftovers::key).collect(Collectors.toSet());
        if (!due.isEmpty()) {
            var courtesy = bureau.goesFirst().test("leftovers") ? Duration.ZERO : bureau.courtesy();
            var ends = unsettled.stream().filter(end -> due.contains(key(end))).toList();
            bureau.loop().after(courtesy, () -> settle(ends, due));
        }
    }

    private void settle(List<Transition> ends, Set<String> due) {
        var writes = unsettled(alert -> due.contains(alert.key())).stream()
                .map(this::write)
                .toArray(CompletableFuture[]::new);
        bureau.loop().whenDone(CompletableFuture.allOf(writes), (done, error) -> {
            if (error == null) {
                bureau.alerts().accept(alerts(ends));
            } else {
                LOG.atWarn()
                        .addKeyValue("reason", Causes.sentence(error))
                        .log("Alerts of removed rules could not be ended; trying again");
            }
        });
    }

    private CompletableFuture<Void> write(Transition end) {
        var alert = end.after();
        return end.isForgotten()
                ? bureau.ledger().forget(end.ruleUid(), alert.fingerprint())
                : bureau.ledger()
                        .write(new LoggedAlert(new PersistedAlert(end.ruleUid(), alert), NO_GROUP, end.tick()));
    }

    private List<Alert> alerts(List<Transition> ends) {
        return ends.stream()
                .filter(end -> !rules.fire(end.after().fingerprint()))
                .flatMap(end -> end.toAlert("").stream())
                .toList();
    }

    private List<Transition> unsettled(Predicate<LoggedAlert> some) {
        var orphaned = rules.orphaned();
        var orphans = bureau.ledger().all().stream()
                .filter(some)
                .filter(orphaned)
                .map(LoggedAlert::persisted)
                .toList();
        return Orphans.settle(orphans, uid -> false, bureau.loop().now());
    }

    private static String key(Transition end) {
        return end.ruleUid() + "/" + end.after().fingerprint();
    }
}
