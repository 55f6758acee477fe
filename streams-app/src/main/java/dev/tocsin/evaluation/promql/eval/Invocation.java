package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import java.util.ArrayList;

/** A call of a function under way: its arguments, evaluated as they are asked for. */
record Invocation(Expr.Call call, Evaluator evaluator) {
    /** What a function does with a window, or {@link Row#NOTHING}. A window is never empty. */
    interface AtWindow {
        double of(Window window, int step);
    }

    int size() {
        return call.arguments().size();
    }

    Expr argument(int position) {
        return call.arguments().get(position);
    }

    Rows rows(int position) {
        return evaluator.evaluate(argument(position)).rows();
    }

    double[] scalars(int position) {
        return evaluator.evaluate(argument(position)).scalars();
    }

    Windows windows(int position) {
        return evaluator.evaluate(argument(position)).windows();
    }

    String text(int position) {
        return evaluator.evaluate(argument(position)).text();
    }

    Query query() {
        return evaluator.query();
    }

    Steps steps() {
        return evaluator.steps();
    }

    /** The same number at every step. */
    Operand constant(double value) {
        return new Operand.Scalars(Columns.filled(value, steps().count()));
    }

    /** A function of each window of each series; names are lost. */
    Rows overWindows(int position, AtWindow function) {
        return query().names().dropAndKeepApart(overWindowsKeepingNames(position, function));
    }

    Rows overWindowsKeepingNames(int position, AtWindow function) {
        var windows = windows(position);
        var rows = new ArrayList<Row>(windows.tracks().size());
        for (var track : windows.tracks()) {
            query().goOn();
            var window = new Window(track.series(), windows.range());
            var values = new double[steps().count()];
            for (var step = 0; step < values.length; step++) {
                window.moveTo(windows.ends()[step]);
                values[step] = window.size() == 0 ? Row.NOTHING : function.of(window, step);
            }
            rows.add(new Row(track.series().labels(), track.losesName(), values));
        }
        return new Rows(rows).withoutEmpty();
    }
}
