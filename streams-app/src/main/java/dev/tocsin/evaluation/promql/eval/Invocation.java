package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A call of a function under way: its arguments, evaluated as they are asked for. */
record Invocation(Expr.Call call, Evaluator evaluator) {
    private static final Map<Extension, List<String>> EXTENSIBLE = Map.of(
            Extension.ANCHORED, List.of("changes", "delta", "increase", "rate", "resets"),
            Extension.SMOOTHED, List.of("delta", "increase", "rate"));
    private static final Set<String> EXTENSIBLE_COUNTERS = Set.of("rate", "increase");

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
        requireExtensible(windows.extension());
        query().admit((long) windows.tracks().size() * steps().count());
        var rows = new ArrayList<Row>(windows.tracks().size());
        for (var track : windows.tracks()) {
            query().goOn();
            var values = windows.isExtended() ? extended(windows, track, function) : moving(windows, track, function);
            rows.add(new Row(track.series().labels(), track.losesName(), values));
        }
        return new Rows(rows).withoutEmpty();
    }

    private double[] moving(Windows windows, Windows.Track track, AtWindow function) {
        var window = new Window(track.series(), windows.range());
        var values = new double[steps().count()];
        for (var step = 0; step < values.length; step++) {
            window.moveTo(windows.ends()[step]);
            values[step] = window.size() == 0 ? Row.NOTHING : function.of(window, step);
        }
        return values;
    }

    private double[] extended(Windows windows, Windows.Track track, AtWindow function) {
        var isCounter = EXTENSIBLE_COUNTERS.contains(call.function().name());
        var values = new double[steps().count()];
        for (var step = 0; step < values.length; step++) {
            var window = Window.withEdges(windows.seen(track.series(), step, isCounter), windows.range());
            window.moveTo(windows.ends()[step]);
            values[step] = window.size() == 0 ? Row.NOTHING : function.of(window, step);
        }
        return values;
    }

    private void requireExtensible(Extension extension) {
        var allowed = EXTENSIBLE.get(extension);
        if (allowed != null && !allowed.contains(call.function().name())) {
            throw new EvaluationException("%s modifier can only be used with: %s - not with %s"
                    .formatted(
                            extension,
                            String.join(", ", allowed),
                            call.function().name()));
        }
    }
}
