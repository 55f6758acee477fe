package dev.tocsin.evaluation.promql;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All nodes of an expression in pre-order. */
record ExprWalker(List<Expr> parts) {
    static ExprWalker walk(Expr whole) {
        var parts = new ArrayList<Expr>();
        var ahead = new ArrayDeque<Expr>();
        ahead.push(whole);
        while (!ahead.isEmpty()) {
            var part = ahead.pop();
            parts.add(part);
            var children = new ArrayList<>(part.children());
            Collections.reverse(children);
            children.forEach(ahead::push);
        }
        return new ExprWalker(parts);
    }

    List<Expr.VectorSelector> selectors() {
        return ofType(Expr.VectorSelector.class);
    }

    Set<String> functionNames() {
        var names = new TreeSet<String>();
        ofType(Expr.Call.class).forEach(call -> names.add(call.function().name()));
        ofType(Expr.Aggregation.class)
                .forEach(aggregation -> names.add(aggregation.op().toString()));
        return names;
    }

    Set<String> metricNames() {
        var names = new LinkedHashSet<String>();
        selectors().stream()
                .flatMap(selector -> selector.matchers().stream())
                .filter(matcher ->
                        matcher.op() == Matcher.Op.EQUAL && matcher.name().equals(Labels.NAME))
                .forEach(matcher -> names.add(matcher.value()));
        return names;
    }

    private <T extends Expr> List<T> ofType(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
