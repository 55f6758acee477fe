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
            "sort", invocation -> byValue(invocation, NumberOrder.ASCENDING),
            "sort_desc", invocation -> byValue(invocation, NumberOrder.DESCENDING),
            "sort_by_label", invocation -> sorted(invocation, byLabels(invocation)),
            "sort_by_label_desc",
                    invocation -> sorted(invocation, byLabels(invocation).reversed()));

    private SortFunctions() {}

    private static InstantVector byValue(FunctionCall invocation, Comparator<Double> order) {
        return sorted(
                invocation,
                invocation.instantVector(0).map(value -> value).withoutEmpty(),
                Comparator.comparing(row -> row.values()[0], order));
    }

    private static InstantVector sorted(FunctionCall invocation, Comparator<VectorRow> order) {
        return sorted(invocation, invocation.instantVector(0), order);
    }

    private static InstantVector sorted(FunctionCall invocation, InstantVector rows, Comparator<VectorRow> order) {
        if (invocation.query().start() != invocation.query().end()) {
            invocation
                    .query()
                    .annotations()
                    .warn(
                            invocation.call(),
                            "sort is ineffective for range queries since results are always ordered by labels");
        }
        return invocation.steps().isSingle()
                ? new InstantVector(rows.rows().stream().sorted(order).toList())
                : rows;
    }

    private static Comparator<VectorRow> byLabels(FunctionCall invocation) {
        Comparator<VectorRow> order = (one, other) -> 0;
        for (var i = 1; i < invocation.size(); i++) {
            var label = invocation.text(i);
            order = order.thenComparing(row -> row.labels().get(label), NaturalOrder.OF_TEXTS);
        }
        return order.thenComparing(VectorRow::labels);
    }
}
