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
            Map.entry("vector", call -> InstantVector.unlabelled(call.scalars(0))),
            Map.entry("scalar", ConversionFunctions::scalar),
            Map.entry("time", call -> new OperandValue.Scalars(times(call.steps()))),
            Map.entry("timestamp", ConversionFunctions::timestamp),
            Map.entry("start_timestamp", ConversionFunctions::startTimestamp),
            Map.entry("pi", call -> call.constant(Math.PI)),
            Map.entry("start", call -> call.constant(call.query().start() / 1e3)),
            Map.entry("end", call -> call.constant(call.query().end() / 1e3)),
            Map.entry("range", call -> call.constant(call.query().times().rangeMillis() / 1e3)),
            Map.entry("step", call -> call.constant(call.query().times().stepMillis() / 1e3)),
            Map.entry("max_of", call -> minOrMax(call, Double.POSITIVE_INFINITY)),
            Map.entry("min_of", call -> minOrMax(call, Double.NEGATIVE_INFINITY)));

    private ConversionFunctions() {}

    static double[] times(StepTimes steps) {
        var times = new double[steps.count()];
        for (var step = 0; step < times.length; step++) {
            times[step] = steps.seconds(step);
        }
        return times;
    }

    private static OperandValue scalar(FunctionCall call) {
        var rows = call.instantVector(0);
        var values = new double[call.steps().count()];
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

    private static OperandValue timestamp(FunctionCall call) {
        var names = call.nameRemoval();
        if (call.argument(0).unwrapParens() instanceof Expr.VectorSelector selector) {
            return names.drop(new SelectorEvaluator(call.query(), call.steps()).timestamps(selector));
        }
        var steps = call.steps();
        return names.drop(new InstantVector(call.instantVector(0).rows().stream()
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
    private static OperandValue startTimestamp(FunctionCall call) {
        return call.argument(0).unwrapParens() instanceof Expr.VectorSelector selector
                ? call.nameRemoval().drop(new SelectorEvaluator(call.query(), call.steps()).startTimestamps(selector))
                : InstantVector.NONE;
    }

    /** The maximum or minimum. The given infinity wins even over NaN. */
    private static OperandValue minOrMax(FunctionCall call, double infinity) {
        var first = call.scalars(0);
        var second = call.scalars(1);
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
