package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.Annotations;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.QueryContext.HistogramDetail;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.promql.vectors.SampleBudget.Usage;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.limits.Limit;
import java.time.Duration;

/**
 * The PromQL engine. Thread-safe: each query has its own state.
 *
 * @param budget the samples that all queries of this engine hold at a time
 */
public record Engine(EngineOptions options, SampleBudget budget) {
    /** An engine whose queries are limited one by one only. */
    public Engine(EngineOptions options) {
        this(options, SampleBudget.unlimited());
    }

    /** The same engine, of whose budget the queries of clients leave a part to rules. */
    public Engine forClients() {
        return new Engine(options, budget.upTo(Limit.QUERY_SAMPLES_SHARE.value()));
    }

    /** The same engine with the lookback delta of one query. */
    public Engine withLookback(Duration lookback) {
        return new Engine(options.withLookback(lookback), budget);
    }

    /**
     * Parses an expression with the features of this engine.
     *
     * @throws dev.tocsin.evaluation.promql.PromqlSyntaxException for the first error
     */
    public Expr parse(String text) {
        return PromqlParser.parse(text, options.features());
    }

    /** Samples of one query. The caller closes them when it needs the result no longer. */
    public Usage openSamples() {
        return budget.open(options.maxSamples());
    }

    /** An instant query without a timeout. */
    public QueryResult instant(Queryable source, Expr expr, long time) {
        return instant(source, expr, time, Cancellation.NEVER);
    }

    /** Results that the queries of one tick share. They take up to a part of the budget. */
    public SharedResults share(CommonSubexpressions common) {
        return new SharedResults(common, budget.upTo(Limit.SHARED_RESULTS.value()));
    }

    /** An instant query whose samples are released before its result is used. */
    public QueryResult instant(Queryable source, Expr expr, long time, Cancellation cancellation) {
        try (var samples = openSamples()) {
            return instant(source, expr, time, cancellation, samples);
        }
    }

    /** An instant query that shares no results. */
    public QueryResult instant(Queryable source, Expr expr, long time, Cancellation cancellation, Usage samples) {
        return instant(source, expr, time, cancellation, samples, SharedResults.NONE);
    }

    /**
     * Evaluates an instant query.
     *
     * @param time in milliseconds since 1970
     * @throws EvaluationException if the query fails
     * @throws dev.tocsin.evaluation.promql.DurationException if a duration expression has no valid value
     */
    public QueryResult instant(
            Queryable source, Expr expr, long time, Cancellation cancellation, Usage samples, SharedResults shared) {
        var annotations = new Annotations();
        var query = new QueryContext(
                source,
                options,
                cancellation,
                annotations,
                samples,
                time,
                time,
                QueryTimes.INSTANT,
                HistogramDetail.WHOLE);
        var steps = StepTimes.at(time);
        var operand = new Evaluator(query, steps, shared).evaluate(expr);
        return result(new ResultBuilder(query, steps).instant(expr, operand), query);
    }

    /** A range query without a timeout, whose samples are released before its result is used. */
    public QueryResult range(Queryable source, Expr expr, long start, long end, long step) {
        try (var samples = openSamples()) {
            return range(source, expr, start, end, step, Cancellation.NEVER, samples);
        }
    }

    /**
     * Evaluates a range query at start, start + step and so on, up to and including end. All times are in
     * milliseconds. The value is always a {@link Value.Matrix}.
     *
     * @throws IllegalArgumentException if the step is not positive or the end is before the start
     * @throws EvaluationException if the query fails
     * @throws dev.tocsin.evaluation.promql.DurationException if a duration expression has no valid value
     */
    public QueryResult range(
            Queryable source, Expr expr, long start, long end, long step, Cancellation cancellation, Usage samples) {
        if (step < 1 || end < start) {
            throw new IllegalArgumentException(
                    "invalid range: from %d to %d in steps of %d ms".formatted(start, end, step));
        }
        requireRangeable(expr.type());
        var annotations = new Annotations();
        var times = new QueryTimes(step, end - start);
        var query = new QueryContext(
                source, options, cancellation, annotations, samples, start, end, times, HistogramDetail.WHOLE);
        var steps = StepTimes.between(start, end, step);
        samples.hold(1, steps.count());
        var operand = new Evaluator(query, steps, SharedResults.NONE).evaluate(expr);
        return result(new ResultBuilder(query, steps).range(operand), query);
    }

    private static QueryResult result(Value value, QueryContext query) {
        var samples = query.samples();
        return new QueryResult(
                value, query.annotations().all(), new QueryResult.SampleStatistics(samples.read(), samples.peak()));
    }

    private static void requireRangeable(ValueType type) {
        if (type != ValueType.SCALAR && type != ValueType.INSTANT_VECTOR) {
            throw new EvaluationException(
                    "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
                            .formatted(type.description()));
        }
    }
}
