package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Sign;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.functions.FunctionTable;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.QueryContext.HistogramDetail;
import dev.tocsin.evaluation.promql.vectors.SelectorEvaluator;
import dev.tocsin.evaluation.promql.vectors.StepConversions;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.SubqueryEvaluator;

/** Evaluates an expression at all steps at once. A step-invariant expression is evaluated at one step. */
record Evaluator(QueryContext query, StepTimes steps, SharedResults shared)
        implements OperandEvaluator, Expr.Cases<OperandValue> {
    @Override
    public OperandValue evaluate(Expr expr) {
        query.checkCancelled();
        var samples = query.samples();
        var before = samples.mark();
        var operand = isStepInvariant(expr) ? repeated(expr) : valueOf(expr);
        samples.releaseTo(before);
        operand.hold(samples, steps.count());
        if (!(expr instanceof Expr.VectorSelector)) {
            operand.holdHistograms(samples);
        }
        return operand;
    }

    private OperandValue valueOf(Expr expr) {
        var isAtTick = steps.isSingle() && steps.start() == query.start();
        var use = isAtTick ? shared.find(expr) : null;
        return use == null ? expr.match(this) : shared.value(use, expr, query, other -> expr.match(with(other, steps)));
    }

    private OperandValue repeated(Expr expr) {
        var samples = query.samples();
        var readBefore = samples.read();
        var once = with(query, StepTimes.at(steps.start())).evaluate(expr);
        samples.setRead(readBefore + (samples.read() - readBefore) * steps.count());
        once.hold(samples, steps.count());
        return StepConversions.repeat(once, steps.count());
    }

    @Override
    public OperandValue numberLiteral(Expr.NumberLiteral number) {
        return new OperandValue.Scalars(StepConversions.filled(number.value(), steps.count()));
    }

    @Override
    public OperandValue stringLiteral(Expr.StringLiteral text) {
        return new OperandValue.Text(text.value());
    }

    @Override
    public OperandValue vectorSelector(Expr.VectorSelector selector) {
        return new SelectorEvaluator(query, steps).values(selector);
    }

    @Override
    public OperandValue matrixSelector(Expr.MatrixSelector range) {
        return new SelectorEvaluator(query, steps).rangeVector(range);
    }

    @Override
    public OperandValue subquery(Expr.Subquery subquery) {
        return new SubqueryEvaluator(this).rangeVector(subquery);
    }

    @Override
    public OperandValue call(Expr.Call call) {
        return FunctionTable.call(call, with(query.histogramDetail().forArgumentsOf(call.function())));
    }

    @Override
    public OperandValue aggregation(Expr.Aggregation aggregation) {
        return AggregationTable.evaluate(aggregation, this);
    }

    @Override
    public OperandValue binary(Expr.Binary binary) {
        var sides = with(HistogramDetail.WHOLE);
        return new BinaryOperators(query, binary)
                .apply(sides.evaluate(binary.left()), sides.evaluate(binary.right()), steps);
    }

    @Override
    public OperandValue unary(Expr.Unary unary) {
        var operand = evaluate(unary.expr());
        if (unary.sign() == Sign.PLUS) {
            return operand;
        }
        if (operand instanceof OperandValue.Scalars scalars) {
            var negated = scalars.values().clone();
            for (var i = 0; i < negated.length; i++) {
                negated[i] = -negated[i];
            }
            return new OperandValue.Scalars(negated);
        }
        return MetricNameRemoval.of(query)
                .drop(operand.instantVector().map(value -> -value, histogram -> histogram.times(-1)));
    }

    @Override
    public OperandValue paren(Expr.Paren paren) {
        return evaluate(paren.expr());
    }

    @Override
    public Evaluator with(QueryContext other, StepTimes at) {
        return new Evaluator(other, at, shared);
    }

    private Evaluator with(HistogramDetail detail) {
        return with(query.with(detail), steps);
    }

    private boolean isStepInvariant(Expr expr) {
        return steps.count() > 1
                && (expr.type() == ValueType.INSTANT_VECTOR || expr.type() == ValueType.SCALAR)
                && !(expr instanceof Expr.NumberLiteral)
                && StepInvariant.test(expr);
    }
}
