package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.Annotations;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.HistogramDetail;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Queryable;

/** The PromQL engine. Thread-safe: each query has its own state. */
public record Engine(EngineOptions options) {
    /**
     * Parses an expression with the features of this engine.
     *
     * @throws dev.tocsin.evaluation.promql.PromqlSyntaxException for the first error
     */
    public Expr parse(String text) {
        return PromqlParser.parse(text, options.features());
    }

    /** An instant query without a timeout. */
    public QueryResult instant(Queryable source, Expr expr, long time) {
        return instant(source, expr, time, Cancellation.NEVER);
    }

    /**
     * Evaluates an instant query.
     *
     * @param time in milliseconds since 1970
     * @throws EvaluationException if the query fails
     * @throws dev.tocsin.evaluation.promql.DurationException if a duration expression has no valid value
     */
    public QueryResult instant(Queryable source, Expr expr, long time, Cancellation cancellation) {
        var annotations = new Annotations();
        var query = new QueryContext(
                source, options, cancellation, annotations, time, time, QueryTimes.INSTANT, HistogramDetail.WHOLE);
        var steps = StepTimes.at(time);
        var operand = new Evaluator(query, steps).evaluate(expr);
        return new QueryResult(new ResultBuilder(query, steps).instant(expr, operand), annotations.all());
    }

    /** A range query without a timeout. */
    public QueryResult range(Queryable source, Expr expr, long start, long end, long step) {
        return range(source, expr, start, end, step, Cancellation.NEVER);
    }

    /**
     * Evaluates a range query at start, start + step and so on, up to and including end. All times are in
     * milliseconds. The value is always a {@link Value.Matrix}.
     *
     * @throws IllegalArgumentException if the step is not positive or the end is before the start
     * @throws EvaluationException if the query fails
     * @throws dev.tocsin.evaluation.promql.DurationException if a duration expression has no valid value
     */
    public QueryResult range(Queryable source, Expr expr, long start, long end, long step, Cancellation cancellation) {
        if (step < 1 || end < start) {
            throw new IllegalArgumentException(
                    "invalid range: from %d to %d in steps of %d ms".formatted(start, end, step));
        }
        requireRangeable(expr.type());
        var annotations = new Annotations();
        var times = new QueryTimes(step, end - start);
        var query =
                new QueryContext(source, options, cancellation, annotations, start, end, times, HistogramDetail.WHOLE);
        var steps = StepTimes.between(start, end, step);
        query.checkSampleLimit(steps.count());
        var operand = new Evaluator(query, steps).evaluate(expr);
        return new QueryResult(new ResultBuilder(query, steps).range(operand), annotations.all());
    }

    private static void requireRangeable(ValueType type) {
        if (type != ValueType.SCALAR && type != ValueType.INSTANT_VECTOR) {
            throw new EvaluationException(
                    "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
                            .formatted(type.description()));
        }
    }
}
