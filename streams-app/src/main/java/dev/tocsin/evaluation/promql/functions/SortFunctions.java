package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.NumberOrder;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import java.util.Comparator;
import java.util.Map;

/** Functions that put the elements of an instant query in order. Over many steps there is no one order to put them in. */
final class SortFunctions {
    static final Map<String, Body> ALL = Map.of(
            "sort", invocation -> byValue(invocation, NumberOrder.SMALLEST_FIRST),
            "sort_desc", invocation -> byValue(invocation, NumberOrder.LARGEST_FIRST),
            "sort_by_label", invocation -> sorted(invocation, byLabels(invocation)),
            "sort_by_label_desc",
                    invocation -> sorted(invocation, byLabels(invocation).reversed()));

    private SortFunctions() {}

    private static Rows byValue(Invocation invocation, Comparator<Double> order) {
        return sorted(
                invocation,
                invocation.rows(0).map(value -> value).withoutEmpty(),
                Comparator.comparing(row -> row.values()[0], order));
    }

    private static Rows sorted(Invocation invocation, Comparator<Row> order) {
        return sorted(invocation, invocation.rows(0), order);
    }

    private static Rows sorted(Invocation invocation, Rows rows, Comparator<Row> order) {
        if (invocation.query().start() != invocation.query().end()) {
            invocation
                    .query()
                    .annotations()
                    .warn(
                            invocation.call(),
                            "sort is ineffective for range queries since results are always ordered by labels");
        }
        return invocation.steps().isSingle()
                ? new Rows(rows.list().stream().sorted(order).toList())
                : rows;
    }

    private static Comparator<Row> byLabels(Invocation invocation) {
        Comparator<Row> order = (one, other) -> 0;
        for (var i = 1; i < invocation.size(); i++) {
            var label = invocation.text(i);
            order = order.thenComparing(row -> row.labels().get(label), NaturalOrder.OF_TEXTS);
        }
        return order.thenComparing(Row::labels);
    }
}
