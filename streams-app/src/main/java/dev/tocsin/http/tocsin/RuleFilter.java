package dev.tocsin.http.tocsin;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.List;
import java.util.Locale;

/** Selects the rules of a request. Empty lists and texts select all. */
record RuleFilter(
        String search, List<String> states, List<String> health, String namespace, String type, List<Matcher> labels) {
    static final List<String> STATES = List.of("inactive", "pending", "firing");
    static final List<String> HEALTH = List.of("ok", "err", "unknown");
    private static final List<String> TYPES = List.of("", "alerting", "recording");

    static RuleFilter of(TocsinParameters parameters) {
        return new RuleFilter(
                parameters.text("search").toLowerCase(Locale.ROOT).strip(),
                parameters.choices("state", STATES),
                parameters.choices("health", HEALTH),
                parameters.text("namespace"),
                parameters.choice("type", TYPES),
                parameters.matchers("label"));
    }

    boolean matchesNamespace(String of) {
        return namespace.isEmpty() || namespace.equals(of);
    }

    /** @param group the names of namespace and group, which the search also finds */
    boolean matches(RuleRowView rule, String group) {
        var ruleLabels = Labels.of(rule.labels());
        return (states.isEmpty() || states.contains(rule.state()))
                && (health.isEmpty() || health.contains(rule.health()))
                && (type.isEmpty() || type.equals(rule.type()))
                && labels.stream().allMatch(matcher -> matcher.matches(ruleLabels))
                && (search.isEmpty() || isFoundIn(rule, group));
    }

    private boolean isFoundIn(RuleRowView rule, String group) {
        return contains(rule.name())
                || contains(rule.expr())
                || contains(group)
                || rule.labels().entrySet().stream()
                        .anyMatch(label -> contains(label.getKey() + "=" + label.getValue()));
    }

    private boolean contains(String text) {
        return text.toLowerCase(Locale.ROOT).contains(search);
    }
}
