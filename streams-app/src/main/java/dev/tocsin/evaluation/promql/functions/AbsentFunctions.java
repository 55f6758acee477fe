package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code absent} and {@code absent_over_time}: one element where the argument has none. */
final class AbsentFunctions {
    static final Map<String, Body> ALL = Map.of(
            "absent", call -> where(call, call.instantVector(0)),
            "absent_over_time",
                    call -> where(
                            call,
                            new SlidingWindow(call, 0)
                                    .applyKeepingNames((window, step) -> 1, (window, step) -> Point.of(1))));

    private AbsentFunctions() {}

    private static InstantVector where(FunctionCall call, InstantVector present) {
        var absent = VectorRow.empty(
                labels(call.argument(0).unwrapParens()), false, call.steps().count());
        for (var step = 0; step < absent.values().length; step++) {
            if (!present.hasElementAt(step)) {
                absent.values()[step] = 1;
            }
        }
        return new InstantVector(List.of(absent)).withoutEmpty();
    }

    /**
     * The labels of the result, as in Prometheus: those that the selector matches by equality. Another matcher of the
     * same label removes it. A matcher that stands before does not.
     */
    private static Labels labels(Expr argument) {
        if (argument instanceof Expr.MatrixSelector range) {
            return labels(range.selector().matchers());
        }
        return argument instanceof Expr.VectorSelector selector ? labels(selector.matchers()) : Labels.EMPTY;
    }

    private static Labels labels(List<Matcher> matchers) {
        var labels = new HashMap<String, String>();
        var seen = new HashSet<String>(Set.of(Labels.NAME));
        for (var matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && seen.add(matcher.name())) {
                labels.put(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        }
        return Labels.of(labels);
    }
}
