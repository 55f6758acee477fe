package dev.tocsin.evaluation.promql.eval.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.eval.operands.Columns;
import dev.tocsin.evaluation.promql.eval.operands.Evaluation;
import dev.tocsin.evaluation.promql.eval.operands.Names;
import dev.tocsin.evaluation.promql.eval.operands.Operand;
import dev.tocsin.evaluation.promql.eval.operands.Rows;
import dev.tocsin.evaluation.promql.eval.operands.Windows;
import dev.tocsin.evaluation.promql.eval.query.Query;
import dev.tocsin.evaluation.promql.eval.query.Steps;

/** A call of a function under way: its arguments, evaluated as they are asked for. */
public record Invocation(Expr.Call call, Evaluation evaluation) {
    /** What a function does. */
    public interface Body {
        Operand apply(Invocation invocation);
    }

    public int size() {
        return call.arguments().size();
    }

    public Expr argument(int position) {
        return call.arguments().get(position);
    }

    public Rows rows(int position) {
        return evaluation.evaluate(argument(position)).rows();
    }

    public double[] scalars(int position) {
        return evaluation.evaluate(argument(position)).scalars();
    }

    public Windows windows(int position) {
        return evaluation.evaluate(argument(position)).windows();
    }

    public String text(int position) {
        return evaluation.evaluate(argument(position)).text();
    }

    public Query query() {
        return evaluation.query();
    }

    public Steps steps() {
        return evaluation.steps();
    }

    public Names names() {
        return Names.of(query());
    }

    /** The same number at every step. */
    Operand constant(double value) {
        return new Operand.Scalars(Columns.filled(value, steps().count()));
    }
}
