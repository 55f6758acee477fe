package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.RangeVector;
import dev.tocsin.evaluation.promql.vectors.StepConversions;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import java.util.function.DoubleUnaryOperator;

/** The evaluation of a function call. Each access to an argument evaluates it. */
record FunctionCall(Expr.Call expr, OperandEvaluator evaluator) {
    /** The implementation of a function. */
    interface Body {
        OperandValue apply(FunctionCall call);
    }

    int size() {
        return expr.arguments().size();
    }

    Expr argument(int position) {
        return expr.arguments().get(position);
    }

    InstantVector instantVector(int position) {
        return evaluator.evaluate(argument(position)).instantVector();
    }

    double[] scalars(int position) {
        return evaluator.evaluate(argument(position)).scalars();
    }

    RangeVector rangeVector(int position) {
        return evaluator.evaluate(argument(position)).rangeVector();
    }

    String text(int position) {
        return evaluator.evaluate(argument(position)).text();
    }

    QueryContext query() {
        return evaluator.query();
    }

    StepTimes steps() {
        return evaluator.steps();
    }

    MetricNameRemoval nameRemoval() {
        return MetricNameRemoval.of(query());
    }

    /** The first argument with a function applied to its floats, without metric names. */
    InstantVector map(DoubleUnaryOperator function) {
        return nameRemoval().drop(instantVector(0).map(function));
    }

    /** Adds a warning about an argument. */
    void warn(int position, String text) {
        query().annotations().warn(argument(position), text);
    }

    /** Adds an info about an argument. */
    void inform(int position, String text) {
        query().annotations().inform(argument(position), text);
    }

    /** The same value at each step. */
    OperandValue constant(double value) {
        return new OperandValue.Scalars(StepConversions.filled(value, steps().count()));
    }
}
