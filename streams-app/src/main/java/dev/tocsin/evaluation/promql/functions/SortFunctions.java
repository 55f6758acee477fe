package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.NumberOrder;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.Comparator;
import java.util.Map;

/** {@code sort} and its variants. They have no effect in range queries. */
final class SortFunctions {
    static final Map<String, Body> ALL = Map.of(
            "sort", call -> byValue(call, NumberOrder.ASCENDING),
            "sort_desc", call -> byValue(call, NumberOrder.DESCENDING),
            "sort_by_label", call -> sorted(call, byLabels(call)),
            "sort_by_label_desc", call -> sorted(call, byLabels(call).reversed()));

    private SortFunctions() {}

    private static InstantVector byValue(FunctionCall call, Comparator<Double> order) {
        return sorted(
                call,
                call.instantVector(0).map(value -> value).withoutEmpty(),
                Comparator.comparing(row -> row.values()[0], order));
    }

    private static InstantVector sorted(FunctionCall call, Comparator<VectorRow> order) {
        return sorted(call, call.instantVector(0), order);
    }

    private static InstantVector sorted(FunctionCall call, InstantVector rows, Comparator<VectorRow> order) {
        if (call.query().start() != call.query().end()) {
            call.query()
                    .annotations()
                    .warn(
                            call.expr(),
                            "sort is ineffective for range queries since results are always ordered by labels");
        }
        return call.steps().isSingle()
                ? new InstantVector(rows.rows().stream().sorted(order).toList())
                : rows;
    }

    private static Comparator<VectorRow> byLabels(FunctionCall call) {
        Comparator<VectorRow> order = (one, other) -> 0;
        for (var i = 1; i < call.size(); i++) {
            var label = call.text(i);
            order = order.thenComparing(row -> row.labels().get(label), NaturalOrder.OF_TEXTS);
        }
        return order.thenComparing(VectorRow::labels);
    }
}
