package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.SelectorEvaluator;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code info}: adds the labels of the info metrics of the same target to each series. */
final class InfoFunction {
    static final Map<String, Body> ALL = Map.of("info", InfoFunction::apply);

    private static final Matcher TARGET_INFO = Matcher.equal(Labels.NAME, "target_info");
    private static final Matcher ANY_INFO = Matcher.promql(Labels.NAME, Matcher.Op.REGEX, ".+_info");

    private InfoFunction() {}

    private static InstantVector apply(FunctionCall call) {
        var matchers = call.size() > 1 ? selector(call.argument(1)) : List.<Matcher>of();
        var nameMatchers = nameMatchers(
                matchers.stream().filter(InfoFunction::isNameMatcher).toList());
        var dataMatchers =
                matchers.stream().filter(matcher -> !isNameMatcher(matcher)).toList();
        var all = new ArrayList<>(nameMatchers);
        all.addAll(dataMatchers);
        var infos = new SelectorEvaluator(call.query(), call.steps())
                .timestampsOfNumbers(
                        all,
                        references(call.query(), call.argument(0), call.steps().times()));
        var join = new InfoJoin(infos, dataMatchers, call.query());
        var rows = new ArrayList<VectorRow>();
        for (var row : call.instantVector(0).rows()) {
            call.query().checkCancelled();
            var isInfoMetric = nameMatchers.stream().allMatch(matcher -> matcher.matches(row.labels()));
            rows.addAll(isInfoMetric ? List.of(row) : join.join(row));
        }
        return new InstantVector(rows).mergeSameLabels();
    }

    private static List<Matcher> selector(Expr argument) {
        return ((Expr.VectorSelector) argument.unwrapParens()).matchers();
    }

    private static boolean isNameMatcher(Matcher matcher) {
        return matcher.name().equals(Labels.NAME);
    }

    private static List<Matcher> nameMatchers(List<Matcher> matchers) {
        if (matchers.isEmpty()) {
            return List.of(TARGET_INFO);
        }
        var all = new ArrayList<>(matchers);
        if (matchers.stream().allMatch(matcher -> matcher.op().isNegative())) {
            all.add(ANY_INFO);
        }
        return all;
    }

    /** The times at which info metrics are read: those of the first selector, with the subqueries around it. */
    private static long[] references(QueryContext query, Expr expr, long[] evaluations) {
        if (expr instanceof Expr.VectorSelector selector) {
            return query.referenceTimes(selector.timeModifiers(), evaluations);
        }
        var times = expr instanceof Expr.Subquery subquery
                ? query.referenceTimes(subquery.timeModifiers(), evaluations)
                : evaluations;
        return expr.children().stream()
                .filter(child -> child.nodes().anyMatch(Expr.VectorSelector.class::isInstance))
                .findFirst()
                .map(child -> references(query, child, times))
                .orElse(times);
    }
}
