package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Functions that have an element exactly where there is none. */
final class AbsentFunctions {
    static final Map<String, Body> ALL = Map.of(
            "absent", invocation -> where(invocation, invocation.rows(0)),
            "absent_over_time",
                    invocation -> where(
                            invocation,
                            new Sliding(invocation, 0)
                                    .rowsKeepingNames((window, step) -> 1, (window, step) -> Point.of(1))));

    private AbsentFunctions() {}

    private static Rows where(Invocation invocation, Rows present) {
        var absent = Row.empty(
                labels(invocation.argument(0).withoutParens()),
                false,
                invocation.steps().count());
        for (var step = 0; step < absent.values().length; step++) {
            if (!present.hasAny(step)) {
                absent.values()[step] = 1;
            }
        }
        return new Rows(List.of(absent)).withoutEmpty();
    }

    /** The labels that what is absent would have had, as far as the selector says. */
    private static Labels labels(Expr argument) {
        if (argument instanceof Expr.Range range) {
            return labels(range.of().matchers());
        }
        return argument instanceof Expr.Selector selector ? labels(selector.matchers()) : Labels.EMPTY;
    }

    private static Labels labels(List<Matcher> matchers) {
        var labels = new HashMap<String, String>();
        var said = new HashSet<String>();
        for (var matcher : matchers) {
            if (matcher.name().equals(Labels.NAME)) {
                continue;
            }
            if (matcher.op() == Matcher.Op.EQUAL && said.add(matcher.name())) {
                labels.put(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        }
        return Labels.of(labels);
    }
}
