package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.SelectorEvaluator;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import java.util.Map;

/** Conversions between scalars and vectors, timestamps, and parameters of the query. */
final class ConversionFunctions {
    static final Map<String, Body> ALL = Map.ofEntries(
            Map.entry("vector", invocation -> InstantVector.unlabelled(invocation.scalars(0))),
            Map.entry("scalar", ConversionFunctions::scalar),
            Map.entry("time", invocation -> new OperandValue.Scalars(times(invocation.steps()))),
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
            Map.entry("max_of", invocation -> minOrMax(invocation, Double.POSITIVE_INFINITY)),
            Map.entry("min_of", invocation -> minOrMax(invocation, Double.NEGATIVE_INFINITY)));

    private ConversionFunctions() {}

    static double[] times(StepTimes steps) {
        var times = new double[steps.count()];
        for (var step = 0; step < times.length; step++) {
            times[step] = steps.seconds(step);
        }
        return times;
    }

    private static OperandValue scalar(FunctionCall invocation) {
        var rows = invocation.instantVector(0);
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            values[step] = onlyElement(rows, step);
        }
        return new OperandValue.Scalars(values);
    }

    private static double onlyElement(InstantVector rows, int step) {
        var value = Double.NaN;
        var count = 0;
        for (var row : rows.rows()) {
            if (row.hasNumber(step)) {
                value = row.values()[step];
                count++;
            }
        }
        return count == 1 ? value : Double.NaN;
    }

    private static OperandValue timestamp(FunctionCall invocation) {
        var names = invocation.nameRemoval();
        if (invocation.argument(0).unwrapParens() instanceof Expr.VectorSelector selector) {
            return names.drop(new SelectorEvaluator(invocation.query(), invocation.steps()).timestamps(selector));
        }
        var steps = invocation.steps();
        return names.drop(new InstantVector(invocation.instantVector(0).rows().stream()
                .map(row -> {
                    var times = VectorRowBuilder.empty(steps.count());
                    for (var step = 0; step < steps.count(); step++) {
                        if (row.has(step)) {
                            times.put(step, steps.seconds(step));
                        }
                    }
                    return times.build(row.labels(), row.dropName());
                })
                .toList()));
    }

    /** Only a selector has start timestamps; computed values have none. */
    private static OperandValue startTimestamp(FunctionCall invocation) {
        return invocation.argument(0).unwrapParens() instanceof Expr.VectorSelector selector
                ? invocation
                        .nameRemoval()
                        .drop(new SelectorEvaluator(invocation.query(), invocation.steps()).startTimestamps(selector))
                : InstantVector.NONE;
    }

    /** The maximum or minimum. The given infinity wins even over NaN. */
    private static OperandValue minOrMax(FunctionCall invocation, double infinity) {
        var first = invocation.scalars(0);
        var second = invocation.scalars(1);
        var values = new double[first.length];
        for (var step = 0; step < values.length; step++) {
            if (first[step] == infinity || second[step] == infinity) {
                values[step] = infinity;
            } else {
                values[step] = infinity > 0 ? Math.max(first[step], second[step]) : Math.min(first[step], second[step]);
            }
        }
        return new OperandValue.Scalars(values);
    }
}
