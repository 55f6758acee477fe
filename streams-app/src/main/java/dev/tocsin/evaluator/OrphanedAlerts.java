package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves logged alerts whose rules no longer exist, for example because they were removed while all instances were
 * down. Every instance checks once a minute and informs its own notifier; the preferred instance writes the log first. An
 * alert that continues with a rule of another expression is deleted under the former uid of the rule.
 */
final class OrphanedAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedAlerts.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
    /** The state is written without a group, so that an instance that still has the rule does not take it over. */
    private static final String NO_GROUP = "";

    private final EvaluatorContext context;
    private final Supplier<List<RuleGroupStatus>> groups;
    private final Predicate<String> isDefined;
    private Loop.Alarm alarm = () -> {};
    private Map<String, Transition> seenInLastCheck = new TreeMap<>();

    /**
     * @param groups the groups that run on this instance
     * @param isDefined whether the rules topic has a record with a group's key
     */
    OrphanedAlerts(EvaluatorContext context, Supplier<List<RuleGroupStatus>> groups, Predicate<String> isDefined) {
        this.context = context;
        this.groups = groups;
        this.isDefined = isDefined;
    }

    void start() {
        alarm = context.loop().after(CHECK_INTERVAL, this::start);
        check();
    }

    void stop() {
        alarm.cancel();
    }

    // An alert state may arrive before its rule. Only alerts without a rule in two checks are orphans.
    private void check() {
        var orphans = findOrphans().stream()
                .collect(Collectors.toMap(OrphanedAlerts::key, Function.identity(), (one, same) -> one, TreeMap::new));
        var resolvedByOthers = seenInLastCheck.entrySet().stream()
                .filter(seen -> !orphans.containsKey(seen.getKey()))
                .map(Map.Entry::getValue)
                .filter(this::isResolved)
                .toList();
        inform(resolvedByOthers);
        var due = orphans.entrySet().stream()
                .filter(orphan -> seenInLastCheck.containsKey(orphan.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        seenInLastCheck = orphans;
        if (!due.isEmpty()) {
            var delay = context.isPreferred().test("leftovers") ? Duration.ZERO : context.headStart();
            context.loop().after(delay, () -> resolve(due));
        }
    }

    private boolean isResolved(Transition seen) {
        return context.alertStates()
                .find(seen.ruleUid(), seen.after().fingerprint())
                .filter(logged -> logged.alert().state().kind() == AlertState.Kind.RESOLVED)
                .isPresent();
    }

    private void inform(List<Transition> ends) {
        var alerts = alerts(ends);
        if (!alerts.isEmpty()) {
            context.alertSink().accept(alerts);
        }
    }

    private void resolve(List<Transition> due) {
        var keys = due.stream().map(OrphanedAlerts::key).collect(Collectors.toSet());
        var writes = findOrphans().stream()
                .filter(end -> keys.contains(key(end)))
                .map(end -> context.alertStates().append(last(end)))
                .toArray(CompletableFuture[]::new);
        context.loop().whenDone(CompletableFuture.allOf(writes), (done, error) -> {
            if (error == null) {
                seenInLastCheck.keySet().removeAll(keys);
                inform(due);
            } else {
                LOG.atWarn()
                        .addKeyValue("reason", Causes.message(error))
                        .log("Alerts of removed rules could not be resolved; tried again in a minute");
            }
        });
    }

    private RuleAlertState last(Transition end) {
        var alert = end.after();
        var last = isContinued(alert.fingerprint()) ? alert.withState(AlertState.INACTIVE) : alert;
        return new RuleAlertState(end.ruleUid(), NO_GROUP, end.tick(), last);
    }

    private List<Alert> alerts(List<Transition> ends) {
        return ends.stream()
                .filter(end -> !isContinued(end.after().fingerprint()))
                .flatMap(end -> end.toAlert("").stream())
                .toList();
    }

    private List<Transition> findOrphans() {
        var running = groups.get();
        var keys = running.stream().map(status -> status.group().key()).collect(Collectors.toSet());
        var uids = running.stream()
                .flatMap(status -> status.group().rules().stream())
                .map(Rule::uid)
                .collect(Collectors.toSet());
        var now = context.loop().now();
        return context.alertStates().all().stream()
                .filter(alert -> !uids.contains(alert.ruleUid()))
                .filter(alert -> keys.contains(alert.group()) || !isDefined.test(alert.group()))
                .flatMap(alert -> alert.terminate(now).stream())
                .toList();
    }

    /** Whether a rule fires an alert with the same labels, or has resolved it. */
    private boolean isContinued(Fingerprint alert) {
        return groups.get().stream()
                .flatMap(status -> status.state().rules().values().stream())
                .map(rule -> rule.alerts().get(alert))
                .anyMatch(active -> active != null && active.state().kind() != AlertState.Kind.PENDING);
    }

    private static String key(Transition end) {
        return RuleAlertState.key(end.ruleUid(), end.after().fingerprint());
    }
}
