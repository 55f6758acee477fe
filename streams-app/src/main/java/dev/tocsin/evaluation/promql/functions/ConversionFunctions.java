package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.Operand;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Selectors;
import dev.tocsin.evaluation.promql.vectors.Steps;
import java.util.Map;

/** Between scalars and vectors, and what is known of the query itself. */
final class ConversionFunctions {
    static final Map<String, Body> ALL = Map.ofEntries(
            Map.entry("vector", invocation -> Rows.unlabelled(invocation.scalars(0))),
            Map.entry("scalar", ConversionFunctions::scalar),
            Map.entry("time", invocation -> new Operand.Scalars(times(invocation.steps()))),
            Map.entry("timestamp", ConversionFunctions::timestamp),
            Map.entry("start_timestamp", ConversionFunctions::startTimestamp),
            Map.entry("pi", invocation -> invocation.constant(Math.PI)),
            Map.entry(
                    "start",
                    invocation -> invocation.constant(invocation.query().start() / 1e3)),
            Map.entry(
                    "end", invocation -> invocation.constant(invocation.query().end() / 1e3)),
            Map.entry(
                    "range",
                    invocation -> invocation.constant(invocation.query().times().rangeMillis() / 1e3)),
            Map.entry(
                    "step",
                    invocation -> invocation.constant(invocation.query().times().stepMillis() / 1e3)),
            Map.entry("max_of", invocation -> extreme(invocation, Double.POSITIVE_INFINITY)),
            Map.entry("min_of", invocation -> extreme(invocation, Double.NEGATIVE_INFINITY)));

    private ConversionFunctions() {}

    static double[] times(Steps steps) {
        var times = new double[steps.count()];
        for (var step = 0; step < times.length; step++) {
            times[step] = steps.seconds(step);
        }
        return times;
    }

    private static Operand scalar(Invocation invocation) {
        var rows = invocation.rows(0);
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            values[step] = onlyElement(rows, step);
        }
        return new Operand.Scalars(values);
    }

    private static double onlyElement(Rows rows, int step) {
        var found = Double.NaN;
        var count = 0;
        for (var row : rows.list()) {
            if (row.hasNumber(step)) {
                found = row.values()[step];
                count++;
            }
        }
        return count == 1 ? found : Double.NaN;
    }

    private static Operand timestamp(Invocation invocation) {
        var names = invocation.names();
        if (invocation.argument(0).withoutParens() instanceof Expr.Selector selector) {
            return names.drop(new Selectors(invocation.query(), invocation.steps()).timestamps(selector));
        }
        var steps = invocation.steps();
        return names.drop(new Rows(invocation.rows(0).list().stream()
                .map(row -> {
                    var times = Column.empty(steps.count());
                    for (var step = 0; step < steps.count(); step++) {
                        if (row.has(step)) {
                            times.put(step, steps.seconds(step));
                        }
                    }
                    return times.row(row.labels(), row.losesName());
                })
                .toList()));
    }

    /** Nobody knows when something began that was computed. */
    private static Operand startTimestamp(Invocation invocation) {
        return invocation.argument(0).withoutParens() instanceof Expr.Selector selector
                ? invocation
                        .names()
                        .drop(new Selectors(invocation.query(), invocation.steps()).startTimestamps(selector))
                : Rows.NONE;
    }

    /** The larger or smaller number; the infinity on that side wins even over NaN. */
    private static Operand extreme(Invocation invocation, double utmost) {
        var first = invocation.scalars(0);
        var second = invocation.scalars(1);
        var values = new double[first.length];
        for (var step = 0; step < values.length; step++) {
            if (first[step] == utmost || second[step] == utmost) {
                values[step] = utmost;
            } else {
                values[step] = utmost > 0 ? Math.max(first[step], second[step]) : Math.min(first[step], second[step]);
            }
        }
        return new Operand.Scalars(values);
    }
}
