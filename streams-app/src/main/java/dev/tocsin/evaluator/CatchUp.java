package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RecordingRule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Evaluates the recording rules of one group at ticks that nobody marked, because the samples topic could not be reached.
 * So recorded series have no holes. Senders repeat their samples after such an outage, so the evaluations start some
 * seconds after it. All instances begin at the same tick and see the same samples. Alerting rules are left out: an alert
 * that started or ended in the past is of no use to a receiver. Runs on the loop, and evaluates on workers.
 */
final class CatchUp {
    /** Time for senders to repeat their samples after an outage. */
    private static final Duration REPEAT_TIME = Duration.ofSeconds(15);

    private final EvaluatorContext context;
    private final SerialExecutor tasks;
    private final StateLogger stateLogger;
    private final OutstandingTicks outstanding;
    private final Deque<Outage> outages = new ArrayDeque<>();

    CatchUp(EvaluatorContext context, SerialExecutor tasks, StateLogger stateLogger, OutstandingTicks outstanding) {
        this.context = context;
        this.tasks = tasks;
        this.stateLogger = stateLogger;
        this.outstanding = outstanding;
    }

    /** Missed ticks. @param asOf the tick whose samples the evaluations see */
    private final class Outage {
        private final RuleGroup group;
        private final Deque<Instant> missed = new ArrayDeque<>();
        private final Instant asOf;
        private GroupState state;
        private boolean started;

        Outage(RuleGroupStatus status, Instant asOf) {
            this.group = status.group();
            this.state = status.state();
            this.asOf = asOf;
        }

        private void start() {
            started = true;
            outstanding.begin(asOf);
            next();
        }

        // One tick is one task, so that the group's current ticks come in between.
        private void next() {
            if (missed.isEmpty() && outages.remove(this)) {
                outstanding.end(asOf);
            } else if (!missed.isEmpty()) {
                tasks.submit(this::evaluate);
            }
        }

        private CompletableFuture<Void> evaluate() {
            var tick = missed.poll();
            if (tick == null) {
                next();
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.supplyAsync(
                            () -> GroupEvaluator.evaluateLate(context, group, state, tick, asOf), context.workers())
                    .thenAcceptAsync(
                            evaluated -> {
                                state = evaluated.after();
                                stateLogger.logLate(evaluated);
                                context.telemetry().lateTick(group.key());
                            },
                            context.loop())
                    .whenCompleteAsync((done, error) -> next(), context.loop());
        }
    }

    /** Notes the ticks between two complete ticks, except the last one. */
    void missed(RuleGroupStatus status, Ticks ticks, Instant before, Instant complete) {
        var earliest = complete.minus(context.ticks().catchUp());
        var last = ticks.lastTickAt(complete);
        var tick = ticks.nextAfter(before.isBefore(earliest) ? earliest : before);
        // Nearly always none was missed: this is asked for each group at each marker.
        if (!tick.isBefore(last) || !isMadeUpFor(status.group())) {
            return;
        }
        outages.forEach(known -> known.missed.removeIf(old -> old.isBefore(earliest)));
        var outage = new Outage(status, complete.plus(REPEAT_TIME));
        for (; tick.isBefore(last); tick = ticks.nextAfter(tick)) {
            outage.missed.add(tick);
        }
        outages.add(outage);
    }

    /**
     * Whether missed ticks of the group are evaluated later. Not those of a group with more
     * ticks than there are markers, or with data sources, which cannot be asked for the past.
     */
    private static boolean isMadeUpFor(RuleGroup group) {
        return group.interval().compareTo(Limit.TICK_INTERVAL.duration()) >= 0
                && !group.asksDataSources()
                && group.rules().stream().anyMatch(RecordingRule.class::isInstance);
    }

    /** A tick is complete: evaluates the missed ticks whose samples are there now. */
    void continueAt(Instant complete) {
        outages.stream()
                .filter(outage -> !outage.started && !outage.asOf.isAfter(complete))
                .toList()
                .forEach(Outage::start);
    }

    /** Forgets all missed ticks: the group has changed. */
    void clear() {
        outages.stream().filter(outage -> outage.started).forEach(outage -> outstanding.end(outage.asOf));
        outages.forEach(outage -> outage.missed.clear());
        outages.clear();
    }
}
