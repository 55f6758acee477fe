package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.CommonSubexpressions;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the sub-expressions that rules have in common. A group sees the series that it writes before other groups do, so an
 * expression that may select them is not shared.
 */
public final class RulePlan {
    private RulePlan() {}

    /** The sub-expressions that occur more than once in these groups. */
    public static CommonSubexpressions of(Collection<RuleGroup> groups) {
        var common = new CommonSubexpressions.Builder();
        groups.forEach(group -> add(group, common));
        return common.build();
    }

    private static void add(RuleGroup group, CommonSubexpressions.Builder common) {
        var written = new HashSet<String>();
        for (var rule : group.rules()) {
            written.addAll(rule instanceof AlertingRule ? AlertSeries.NAMES : List.of(rule.name()));
        }
        group.rules().stream()
                .flatMap(rule -> rule.expression().overSamples().stream())
                .forEach(expr -> common.add(expr, selector -> !mayRead(selector, written)));
    }

    /** Whether the selector may select series with one of these metric names. */
    private static boolean mayRead(Expr.VectorSelector selector, Set<String> written) {
        var ofName = selector.matchers().stream()
                .filter(matcher -> matcher.name().equals(Labels.NAME))
                .toList();
        if (ofName.size() == 1 && ofName.get(0).op() == Matcher.Op.EQUAL) {
            return written.contains(ofName.get(0).value());
        }
        return written.stream().anyMatch(name -> ofName.stream().allMatch(matcher -> matcher.matches(name)));
    }
}
