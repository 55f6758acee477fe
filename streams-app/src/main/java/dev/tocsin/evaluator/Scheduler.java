package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The evaluating half of one instance: runs every rule group. Safe for every thread. */
public final class Scheduler implements AutoCloseable {
    private final EvaluatorContext context;
    private final Map<String, RuleGroupRunner> runners = new ConcurrentHashMap<>();
    private final OrphanedAlerts orphanedAlerts;
    private boolean open;

    /**
     * @param isDefined whether anything is written under a group's key, even if it can not be used: then nothing of
     *     that group is over
     */
    public Scheduler(EvaluatorContext context, Predicate<String> isDefined) {
        this.context = context;
        this.orphanedAlerts = new OrphanedAlerts(context, this::statuses, isDefined);
        context.telemetry()
                .gauge("prometheus_rule_groups", "Rule groups that are evaluated here", () -> runners.size());
    }

    /**
     * Takes up all groups where the cluster stands: what fires by the ledger is given on at once, so that nothing is
     * told to be over that merely was not evaluated yet. Then {@code ready} runs, and then the first evaluations begin.
     */
    public void open(Collection<RuleGroup> groups, Runnable ready) {
        context.loop().execute(() -> {
            groups.forEach(group -> runners.put(group.key(), new RuleGroupRunner(context, group)));
            runners.values().forEach(RuleGroupRunner::forwardKnownAlerts);
            open = true;
            ready.run();
            runners.values().forEach(RuleGroupRunner::start);
            orphanedAlerts.start();
        });
    }

    /** A group was written or edited. @param at when the log had it; the same on every instance */
    public void put(RuleGroup group, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(group.key());
            if (runner == null) {
                add(group);
            } else if (runner.isClosing()) {
                // It may fire the same again: its end is told first.
                context.loop().whenDone(runner.removed(), (done, error) -> put(group, at));
            } else {
                runner.update(group, at);
            }
        });
    }

    /** A group was removed: what it fired comes to its end. */
    public void remove(String key, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(key);
            if (runner != null) {
                context.loop().whenDone(runner.remove(at), (done, error) -> {
                    if (runners.remove(key, runner)) {
                        context.telemetry().removeRuleGroup(key);
                    }
                });
            }
        });
    }

    /**
     * An alert state was logged or deleted.
     *
     * @param key the record key, which begins with the key of the rule group
     * @param state empty if it was deleted, or if no valid state is under the key
     */
    public void alertStateChanged(String key, Optional<RuleAlertState> state) {
        whenOpen(() -> runners.forEach((groupKey, runner) -> {
            if (key.startsWith(groupKey + "/")) {
                runner.alertStateChanged(state);
            }
        }));
    }

    private void add(RuleGroup group) {
        var added = new RuleGroupRunner(context, group);
        runners.put(group.key(), added);
        added.forwardKnownAlerts();
        added.start();
    }

    /** The status of every group, in any order. */
    public List<RuleGroupStatus> statuses() {
        return runners.values().stream().map(RuleGroupRunner::status).toList();
    }

    /** Begins no evaluation any more. The alerts go on firing for the others. */
    @Override
    public void close() {
        context.loop().execute(() -> {
            open = false;
            orphanedAlerts.stop();
            runners.values().forEach(RuleGroupRunner::stop);
        });
    }

    private void whenOpen(Runnable task) {
        context.loop().execute(() -> {
            if (open) {
                task.run();
            }
        });
    }
}
