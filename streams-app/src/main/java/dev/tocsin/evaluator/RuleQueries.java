package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.SharedResults;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.evaluation.rules.RuleQuery;
import dev.tocsin.evaluation.samples.Queryable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** Instant queries of rules, with a timeout and a limit on the number of result series. */
public final class RuleQueries {
    private final Engine engine;
    private final Duration timeout;
    private final int maxSeries;
    private final LongSupplier nanoTime;
    private final TickResults results;
    private final DataSourceQueries dataSources;

    /**
     * @param timeout maximum duration of a query
     * @param maxSeries maximum number of series in a result
     * @param nanoTime monotonic clock in nanoseconds
     * @param dataSources for rules that name one
     */
    public RuleQueries(
            Engine engine, Duration timeout, int maxSeries, LongSupplier nanoTime, DataSourceQueries dataSources) {
        this.dataSources = dataSources;
        this.engine = engine;
        this.timeout = timeout;
        this.maxSeries = maxSeries;
        this.nanoTime = nanoTime;
        this.results = new TickResults(engine, nanoTime);
    }

    /** Without data sources. */
    public RuleQueries(Engine engine, Duration timeout, int maxSeries, LongSupplier nanoTime) {
        this(engine, timeout, maxSeries, nanoTime, DataSourceQueries.NONE);
    }

    DataSourceQueries dataSources() {
        return dataSources;
    }

    /** The results that the groups of a tick share. */
    TickResults results() {
        return results;
    }

    Expr parse(String text) {
        return engine.parse(text);
    }

    List<Value.Element> query(Queryable source, Expr expr, Instant at, SharedResults shared) {
        var elements = RuleQuery.evaluate(engine, source, expr, at, cancellation(), shared);
        if (elements.size() > maxSeries) {
            throw new QueryFailedException(
                    "result has %d series, but an instance holds at most %d (evaluation.max_series): aggregate it, or select fewer series"
                            .formatted(elements.size(), maxSeries));
        }
        return elements;
    }

    /** Monotonic time, for measuring durations. */
    Duration monotonic() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    private Cancellation cancellation() {
        var end = nanoTime.getAsLong() + timeout.toNanos();
        return () -> nanoTime.getAsLong() - end > 0 ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE;
    }
}
