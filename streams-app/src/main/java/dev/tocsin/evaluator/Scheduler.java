package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Runs all rule groups of one instance. Thread-safe: every call is passed to the loop. */
public final class Scheduler implements AutoCloseable {
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final EvaluatorContext context;
    private final Map<String, RuleGroupRunner> runners = new ConcurrentHashMap<>();
    private final OrphanedAlerts orphanedAlerts;
    private final OutstandingTicks outstanding;
    private final TickWriter tickWriter;
    private boolean open;
    /** The newest complete tick that was passed to the groups; none while the samples topic is read for the first time. */
    private Instant evaluatedUpTo = TickBarrier.NO_TICK;

    private Instant settledUpTo = TickBarrier.NO_TICK;
    private boolean ticking;

    /**
     * @param isDefined whether the rules topic has a record with a group's key, even an unusable one. Alerts of such a
     *     group are not resolved as orphans.
     */
    public Scheduler(EvaluatorContext context, Predicate<String> isDefined) {
        this.context = context;
        this.outstanding = new OutstandingTicks(context.queries().results()::done);
        this.orphanedAlerts = new OrphanedAlerts(context, this::statuses, isDefined);
        this.tickWriter = new TickWriter(context, this::tickInterval);
        context.telemetry()
                .gauge(
                        "tocsin_tick_delay_seconds",
                        "Time from a tick to its markers in the samples topic, if this instance writes them",
                        () -> tickWriter.delay().toMillis() / 1e3);
        context.telemetry()
                .gauge("prometheus_rule_groups", "Number of rule groups of this instance", () -> runners.size());
    }

    /**
     * Starts with the alert states that the cluster has logged. First the firing alerts are forwarded, then {@code ready}
     * runs, then the first evaluations start, once the samples topic was read. So no alert looks resolved because it was
     * not evaluated yet.
     */
    public void open(Collection<RuleGroup> groups, Runnable ready) {
        context.loop().execute(() -> {
            groups.forEach(group -> runners.put(group.key(), runner(group)));
            runners.values().forEach(RuleGroupRunner::forwardKnownAlerts);
            open = true;
            context.samples().answers().onAnswers(this::answersArrived);
            ready.run();
            orphanedAlerts.start();
            startTicks();
        });
    }

    /** Once the samples topic was read up to now: no sample and no tick of the past is missing. */
    private void startTicks() {
        context.loop().whenDone(context.samples().caughtUp(), (done, error) -> {
            if (!open) {
                return;
            }
            if (error != null) {
                context.loop().after(RETRY_DELAY, this::startTicks);
                return;
            }
            ticking = true;
            tickWriter.start();
            evaluatedUpTo = context.samples().completeTick();
            runners.values().forEach(RuleGroupRunner::start);
            settle();
        });
    }

    /** A tick is complete in the samples topic: it was marked in all partitions. */
    public void tickCompleted(Instant tick) {
        whenOpen(() -> {
            if (!ticking || !tick.isAfter(evaluatedUpTo)) {
                return;
            }
            var before = evaluatedUpTo;
            evaluatedUpTo = tick;
            plan();
            if (before.equals(TickBarrier.NO_TICK)) {
                runners.values().forEach(RuleGroupRunner::start);
            } else {
                runners.values().forEach(runner -> runner.tickCompleted(before, tick));
            }
            settle();
        });
    }

    private void plan() {
        var groups =
                runners.values().stream().map(runner -> runner.status().group()).toList();
        context.queries().results().plan(groups, context.workers());
    }

    /** Shows late samples to all evaluations, if the evaluations that must not see them are done. */
    private void settle() {
        if (ticking && evaluatedUpTo.isAfter(TickBarrier.NO_TICK)) {
            var settled = outstanding.settledUpTo(evaluatedUpTo);
            if (!settled.equals(settledUpTo)) {
                settledUpTo = settled;
                context.agreement().settled(settled);
                context.workers().execute(() -> context.store().settle(settled.toEpochMilli()));
            }
        }
    }

    private Duration tickInterval() {
        return context.ticks()
                .intervalFor(runners.values().stream()
                        .map(runner -> runner.status().group().interval()));
    }

    /** Adds or updates a group. @param at the log time of the record, which is the same on every instance */
    public void put(RuleGroup group, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(group.key());
            if (runner == null) {
                add(group);
            } else if (runner.isClosing()) {
                // The new group may fire the same alerts. Their resolution is forwarded first.
                context.loop().whenDone(runner.removed(), (done, error) -> put(group, at));
            } else {
                runner.update(group, at);
            }
        });
    }

    /** Removes a group and resolves its alerts. @param at the log time of the removal */
    public void remove(String key, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(key);
            if (runner != null) {
                context.loop().whenDone(runner.remove(at), (done, error) -> {
                    if (runners.remove(key, runner)) {
                        context.telemetry().removeRuleGroup(key);
                        context.samples().answers().remove(key);
                    }
                });
            }
        });
    }

    /**
     * Called when an alert state was logged or deleted.
     *
     * @param key the record key, which begins with the key of the rule group
     * @param state empty if it was deleted, or if no valid state is under the key
     */
    public void alertStateChanged(String key, Optional<RuleAlertState> state) {
        whenOpen(() -> {
            // Names may have slashes, so each prefix can be a group. There may be many groups, so they are not
            // searched.
            for (var end = key.indexOf('/'); end >= 0; end = key.indexOf('/', end + 1)) {
                var runner = runners.get(key.substring(0, end));
                if (runner != null) {
                    runner.alertStateChanged(key, state);
                }
            }
        });
    }

    private void answersArrived(String key) {
        whenOpen(() -> {
            var runner = runners.get(key);
            if (runner != null) {
                runner.answersArrived();
            }
        });
    }

    private RuleGroupRunner runner(RuleGroup group) {
        return new RuleGroupRunner(context, group, outstanding, this::settle);
    }

    private void add(RuleGroup group) {
        var added = runner(group);
        runners.put(group.key(), added);
        added.forwardKnownAlerts();
        added.start();
    }

    /** The status of every group, in any order. */
    public List<RuleGroupStatus> statuses() {
        return runners.values().stream().map(RuleGroupRunner::status).toList();
    }

    /** Starts no more evaluations. Does not resolve alerts: other instances go on with them. */
    @Override
    public void close() {
        context.loop().execute(() -> {
            open = false;
            tickWriter.stop();
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
