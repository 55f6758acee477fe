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

/** Answers queries. Safe for any number of threads, as each query has a state of its own. */
public final class Engine {
    private final EngineOptions options;

    public Engine(EngineOptions options) {
        this.options = options;
    }

    public EngineOptions options() {
        return options;
    }

    /**
     * An expression in the language of this engine.
     *
     * @throws dev.tocsin.evaluation.promql.PromqlSyntaxException for the first fault in it
     */
    public Expr parse(String text) {
        return PromqlParser.parse(text, options.features());
    }

    /** As {@link #instant(Queryable, Expr, long, Patience)}, however long it takes. */
    public QueryResult instant(Queryable source, Expr expr, long time) {
        return instant(source, expr, time, Cancellation.NEVER);
    }

    /**
     * The value of an expression at a time.
     *
     * @param time in milliseconds since 1970
     * @throws EvaluationException if there is none
     * @throws dev.tocsin.evaluation.promql.DurationException if a computed duration is of no use
     */
    public QueryResult instant(Queryable source, Expr expr, long time, Cancellation patience) {
        var annotations = new Annotations();
        var query = new QueryContext(
                source, options, patience, annotations, time, time, QueryTimes.INSTANT, HistogramDetail.WHOLE);
        var steps = StepTimes.at(time);
        var operand = new Evaluator(query, steps).evaluate(expr);
        return new QueryResult(new ResultBuilder(query, steps).instant(expr, operand), annotations.all());
    }

    /** As {@link #range(Queryable, Expr, long, long, long, Patience)}, however long it takes. */
    public QueryResult range(Queryable source, Expr expr, long start, long end, long step) {
        return range(source, expr, start, end, step, Cancellation.NEVER);
    }

    /**
     * The values of an expression at start, start + step and so on, up to end; always a {@link Value.Matrix}. All
     * times are in milliseconds.
     *
     * @throws IllegalArgumentException if the step is not positive or the end is before the start
     * @throws EvaluationException if there is no such value
     * @throws dev.tocsin.evaluation.promql.DurationException if a computed duration is of no use
     */
    public QueryResult range(Queryable source, Expr expr, long start, long end, long step, Cancellation patience) {
        if (step < 1 || end < start) {
            throw new IllegalArgumentException(
                    "from %d to %d in steps of %d ms is no range".formatted(start, end, step));
        }
        requireRangeable(expr.type());
        var annotations = new Annotations();
        var times = new QueryTimes(step, end - start);
        var query = new QueryContext(source, options, patience, annotations, start, end, times, HistogramDetail.WHOLE);
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
