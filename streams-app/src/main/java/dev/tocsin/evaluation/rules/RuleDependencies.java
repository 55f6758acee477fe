package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Finds the rules that read the series of other rules, by the names in their selectors. */
public final class RuleDependencies {
    private final List<Located> rules = new ArrayList<>();

    /** A rule with its place. @param index in its group, from 0 */
    public record Located(RuleGroup group, int index, Rule rule) {}

    public RuleDependencies(Collection<RuleGroup> groups) {
        for (var group : groups) {
            for (var i = 0; i < group.rules().size(); i++) {
                rules.add(new Located(group, i, group.rules().get(i)));
            }
        }
    }

    /** The other rules whose series a rule selects. */
    public List<Located> readBy(Rule reader) {
        return rules.stream().filter(other -> reads(reader, other.rule())).toList();
    }

    /** The other rules that select the series of a rule. */
    public List<Located> readersOf(Rule rule) {
        return rules.stream().filter(other -> reads(other.rule(), rule)).toList();
    }

    private static boolean reads(Rule reader, Rule writer) {
        return !reader.uid().equals(writer.uid())
                && selectors(reader)
                        .anyMatch(selector -> outputs(writer).anyMatch(series -> maySelect(selector, series)));
    }

    private static Stream<Expr.VectorSelector> selectors(Rule rule) {
        return rule.expression().overSamples().stream()
                .flatMap(Expr::nodes)
                .filter(Expr.VectorSelector.class::isInstance)
                .map(Expr.VectorSelector.class::cast);
    }

    /** The labels that all series of a rule have. */
    private static Stream<Labels> outputs(Rule rule) {
        return rule instanceof AlertingRule
                ? AlertSeries.NAMES.stream()
                        .map(name -> Labels.of(Labels.NAME, name, AlertEvaluation.ALERT_NAME, rule.name()))
                : Stream.of(Labels.of(Labels.NAME, rule.name()));
    }

    private static boolean maySelect(Expr.VectorSelector selector, Labels series) {
        var names = selector.matchers().stream()
                .filter(matcher -> matcher.name().equals(Labels.NAME))
                .toList();
        return !names.isEmpty()
                && names.stream().allMatch(matcher -> matcher.matches(series))
                && selector.matchers().stream()
                        .filter(matcher -> series.has(matcher.name()))
                        .allMatch((Matcher matcher) -> matcher.matches(series));
    }
}
