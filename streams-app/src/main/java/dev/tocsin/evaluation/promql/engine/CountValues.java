package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Grouping;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code count_values}: counts how often each value occurs in a group. The value becomes a label. */
final class CountValues {
    private CountValues() {}

    static InstantVector evaluate(AggregationContext context) {
        var label = context.stringParameter();
        if (!LabelName.isValid(label)) {
            throw new EvaluationException("invalid label name " + GoQuote.quote(label));
        }
        var keys = AggregationContext.keys(withLabel(context.aggregation().grouping(), label));
        var counts = new LinkedHashMap<Labels, VectorRow>();
        for (var row : context.inputVector().rows()) {
            context.query().checkCancelled();
            Map<Point, Labels> byValue = new HashMap<>();
            for (var step = 0; step < row.values().length; step++) {
                if (row.has(step)) {
                    var key = byValue.computeIfAbsent(
                            row.at(step), point -> keys.apply(row.labels().with(label, text(point))));
                    if (!counts.containsKey(key)) {
                        context.query().samples().hold(1, row.values().length);
                        context.query().made(key);
                    }
                    count(counts, key, row, step);
                }
            }
        }
        return new InstantVector(new ArrayList<>(counts.values()));
    }

    private static String text(Point point) {
        return point.isHistogram() ? point.histogram().toString() : GoFloat.plain(point.value());
    }

    private static void count(Map<Labels, VectorRow> counts, Labels key, VectorRow counted, int step) {
        var row = counts.compute(
                key,
                (labels, before) -> before == null
                        ? VectorRow.empty(labels, counted.dropName(), counted.values().length)
                        : new VectorRow(labels, before.dropName() || counted.dropName(), before.values()));
        row.values()[step] = row.has(step) ? row.values()[step] + 1 : 1;
    }

    private static Grouping withLabel(Grouping grouping, String label) {
        if (grouping.isWithout()) {
            return grouping;
        }
        var labels = new ArrayList<>(grouping.labels());
        labels.add(label);
        return Grouping.by(List.copyOf(labels));
    }
}
