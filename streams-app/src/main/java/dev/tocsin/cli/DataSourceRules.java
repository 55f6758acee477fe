package dev.tocsin.cli;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Warnings about rules that name data sources. */
record DataSourceRules(List<DataSource> sources, Features features) {
    /** Rules whose data source is not known, or whose query it probably refuses. */
    List<String> warnings(List<RuleGroup> groups) {
        return groups.stream().flatMap(this::warnings).toList();
    }

    private Stream<String> warnings(RuleGroup group) {
        return rulesOf(group).stream()
                .flatMap(rule -> warning(rule).stream()
                        .map(warning -> "group %s, rule %s: %s".formatted(group.key(), rule.name(), warning)));
    }

    private List<String> warning(Rule rule) {
        var name = rule.expression().dataSource();
        var found =
                sources.stream().filter(source -> source.name().equals(name)).findFirst();
        var warnings = new ArrayList<String>();
        if (found.isEmpty()) {
            warnings.add("there is no data source '%s': the rule fails until one is applied (tocsin datasources apply)"
                    .formatted(name));
        } else if (found.get() instanceof DataSource.PrometheusApi) {
            try {
                PromqlParser.parse(rule.expression().text(), features);
            } catch (PromqlSyntaxException e) {
                warnings.add("the expression is not PromQL (%s); data source '%s' may know more, such as MetricsQL"
                        .formatted(e.getMessage(), name));
            }
        }
        return warnings;
    }

    /** The rules of a group that have a data source. */
    static List<Rule> rulesOf(RuleGroup group) {
        return group.rules().stream()
                .filter(rule -> rule.expression().asksDataSource())
                .toList();
    }
}
