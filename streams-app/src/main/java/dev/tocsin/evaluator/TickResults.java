package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.engine.CommonSubexpressions;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.SharedResults;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RulePlan;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The results that the groups of one tick share. The plan is made again when groups have changed; until then, changed
 * groups share nothing. Thread-safe.
 */
final class TickResults {
    /** At most this part of the time is spent on plans while groups change all the time. */
    private static final int PLANNING_SHARE = 20;

    private final Engine engine;
    private final LongSupplier nanoTime;
    private final Map<Instant, SharedResults> open = new ConcurrentHashMap<>();
    private volatile CommonSubexpressions plan = CommonSubexpressions.NONE;
    private volatile boolean planning;
    private volatile long planAgainAt;
    private volatile int plannedGroups;

    /** @param nanoTime monotonic clock in nanoseconds */
    TickResults(Engine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
        this.planAgainAt = nanoTime.getAsLong();
    }

    /** Makes the plan on a worker if the groups have changed. Called on the loop, before a tick is evaluated. */
    void plan(Collection<RuleGroup> groups, Executor workers) {
        var identity = groups.stream().mapToInt(System::identityHashCode).sum();
        if (identity == plannedGroups || planning || nanoTime.getAsLong() - planAgainAt < 0) {
            return;
        }
        planning = true;
        workers.execute(() -> {
            var started = nanoTime.getAsLong();
            try {
                plan = RulePlan.of(groups);
                plannedGroups = identity;
            } finally {
                var end = nanoTime.getAsLong();
                planAgainAt = end + (end - started) * PLANNING_SHARE;
                planning = false;
            }
        });
    }

    /** The results of a tick, which must be outstanding. */
    SharedResults at(Instant tick) {
        return open.computeIfAbsent(tick, added -> engine.share(plan));
    }

    /** Releases the results of a tick that all groups have evaluated. */
    void done(Instant tick) {
        var results = open.remove(tick);
        if (results != null) {
            results.close();
        }
    }
}
