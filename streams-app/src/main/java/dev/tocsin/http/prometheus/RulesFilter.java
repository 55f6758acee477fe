package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Selects the rules of a request. An empty list selects all. */
record RulesFilter(
        boolean alerting,
        boolean recording,
        List<String> names,
        List<String> groups,
        List<String> files,
        List<List<Matcher>> selectors) {

    static RulesFilter of(PrometheusParameters parameters) {
        var type = parameters.find("type").orElse("").toLowerCase(Locale.ROOT);
        if (!Set.of("", "alert", "record").contains(type)) {
            throw ResponseEnvelope.invalidParameter("type", "not supported value " + GoQuote.quote(type));
        }
        return new RulesFilter(
                !type.equals("record"),
                !type.equals("alert"),
                parameters.all("rule_name[]"),
                parameters.all("rule_group[]"),
                parameters.all("file[]"),
                parameters.selectors(ResponseEnvelope::badData));
    }

    boolean matches(RuleGroup group) {
        return isAmong(group.name(), groups) && isAmong(group.namespace(), files);
    }

    boolean matches(Rule rule) {
        var labels = Labels.of(rule.labels());
        return (rule instanceof AlertingRule ? alerting : recording)
                && isAmong(rule.name(), names)
                && (selectors.isEmpty()
                        || selectors.stream()
                                .anyMatch(all -> all.stream().allMatch(matcher -> matcher.matches(labels))));
    }

    private static boolean isAmong(String text, List<String> selected) {
        return selected.isEmpty() || selected.contains(text);
    }
}
