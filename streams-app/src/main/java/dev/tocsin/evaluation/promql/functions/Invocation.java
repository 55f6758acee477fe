package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Columns;
import dev.tocsin.evaluation.promql.vectors.Evaluation;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Operand;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Steps;
import dev.tocsin.evaluation.promql.vectors.Windows;

/** A call of a function under way: its arguments, evaluated as they are asked for. */
public record Invocation(Expr.Call call, Evaluation evaluation) {
    /** What a function does. */
    public interface Body {
        Operand apply(Invocation invocation);
    }

    int size() {
        return call.arguments().size();
    }

    Expr argument(int position) {
        return call.arguments().get(position);
    }

    Rows rows(int position) {
        return evaluation.evaluate(argument(position)).rows();
    }

    double[] scalars(int position) {
        return evaluation.evaluate(argument(position)).scalars();
    }

    Windows windows(int position) {
        return evaluation.evaluate(argument(position)).windows();
    }

    String text(int position) {
        return evaluation.evaluate(argument(position)).text();
    }

    Query query() {
        return evaluation.query();
    }

    Steps steps() {
        return evaluation.steps();
    }

    Names names() {
        return Names.of(query());
    }

    /** The same number at every step. */
    Operand constant(double value) {
        return new Operand.Scalars(Columns.filled(value, steps().count()));
    }
}
