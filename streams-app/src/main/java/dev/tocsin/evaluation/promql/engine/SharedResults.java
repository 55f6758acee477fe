package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Annotations;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.QueryContext.HistogramDetail;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.promql.vectors.SampleBudget.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Results of common sub-expressions during one tick. The first query that needs a result computes it, and the others use
 * it: their values, annotations, statistics and errors are those of a query that runs alone. An error is never shared, so
 * that each query fails by itself.
 *
 * <p>All queries must have the same engine. Their sources may differ in series that no shared selector selects. Thread-safe.
 */
public final class SharedResults implements AutoCloseable {
    /** Shares nothing. */
    public static final SharedResults NONE = new SharedResults(CommonSubexpressions.NONE, SampleBudget.unlimited());

    private final CommonSubexpressions common;
    private final Usage held;
    private final Map<Key, Pending> results = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param budget for the results, which are held until their last use or the end of the tick */
    SharedResults(CommonSubexpressions common, SampleBudget budget) {
        this.common = common;
        this.held = budget.open(Integer.MAX_VALUE);
    }

    /** Groups of rules may have different offsets, so they query at different times in one tick. */
    private record Key(int number, long time, HistogramDetail detail) {}

    /**
     * @param expr where the result was computed, for the positions of annotations
     * @param cost the samples that the computation read and held
     * @param holding what the result holds of the budget
     * @param usesLeft how many more times it is needed, as far as known
     */
    private record Result(
            Expr expr,
            OperandValue value,
            Annotations annotations,
            Usage.Cost cost,
            Usage.Mark holding,
            AtomicInteger usesLeft) {}

    /** The use of a part of a query; null if its result is not shared. */
    CommonSubexpressions.Use find(Expr part) {
        return closed ? null : common.find(part);
    }

    /**
     * Returns the value of a common part of an instant query.
     *
     * @param evaluation evaluates the part for a query
     */
    OperandValue value(
            CommonSubexpressions.Use use,
            Expr part,
            QueryContext query,
            Function<QueryContext, OperandValue> evaluation) {
        var key = new Key(use.number(), query.start(), query.histogramDetail());
        var pending = results.get(key);
        if (pending == null) {
            var added = new Pending();
            pending = results.putIfAbsent(key, added);
            if (pending == null) {
                return compute(key, added, use, part, query, evaluation);
            }
        }
        var result = pending.await(query::checkCancelled);
        return result == null ? evaluation.apply(query) : use(key, pending, result, part, query);
    }

    private OperandValue compute(
            Key key,
            Pending pending,
            CommonSubexpressions.Use use,
            Expr part,
            QueryContext query,
            Function<QueryContext, OperandValue> evaluation) {
        var annotations = new Annotations();
        var start = query.samples().startMeasurement();
        Result result = null;
        try {
            var value = evaluation.apply(query.with(annotations));
            query.annotations().addAll(annotations, part, part);
            var cost = query.samples().costSince(start);
            var holding = hold(value, cost);
            if (holding != null) {
                result = new Result(part, value, annotations, cost, holding, new AtomicInteger(use.total() - 1));
            }
            return value;
        } finally {
            query.samples().endMeasurement(start);
            if (result == null) {
                results.remove(key, pending);
            }
            pending.complete(result);
        }
    }

    private OperandValue use(Key key, Pending pending, Result result, Expr part, QueryContext query) {
        query.samples().repeat(result.cost());
        query.annotations().addAll(result.annotations(), result.expr(), part);
        if (result.usesLeft().decrementAndGet() == 0 && results.remove(key, pending)) {
            release(result.holding());
        }
        return result.value();
    }

    /** Holds a result. Returns null if the budget has no room for it. */
    private Usage.Mark hold(OperandValue value, Usage.Cost cost) {
        synchronized (held) {
            if (closed) {
                return null;
            }
            var before = held.mark();
            try {
                value.hold(held, 1);
                value.holdHistograms(held);
                held.hold(1, cost.labels());
                return held.mark().minus(before);
            } catch (EvaluationException noRoom) {
                held.releaseTo(before);
                return null;
            }
        }
    }

    private void release(Usage.Mark holding) {
        synchronized (held) {
            held.releaseTo(held.mark().minus(holding));
        }
    }

    /** Releases all results at the end of the tick. Queries that still run share nothing any more. */
    @Override
    public void close() {
        synchronized (held) {
            closed = true;
            held.close();
        }
        results.clear();
    }

    /** A result that one query computes while others may wait for it. */
    private static final class Pending {
        /** Most results are computed within this number of checks, so that no thread has to be woken. */
        private static final int SPINS = 1_000;

        private static final int WAIT_MILLIS = 10;

        /** After a second a query computes the result itself: it has a timeout of its own. */
        private static final int WAITS = 100;

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Result result;

        void complete(Result computed) {
            result = computed;
            done.countDown();
        }

        /** Waits for the result. Returns null if there is none, or if it takes too long. */
        Result await(Runnable check) {
            for (var i = 0; i < SPINS && done.getCount() > 0; i++) {
                Thread.onSpinWait();
            }
            try {
                for (var i = 0; i < WAITS && done.getCount() > 0; i++) {
                    check.run();
                    done.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return result;
        }
    }
}
