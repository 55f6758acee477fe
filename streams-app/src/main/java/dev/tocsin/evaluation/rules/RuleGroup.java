package dev.tocsin.evaluation.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Valid group of rules, which are evaluated one after another at the same ticks. Made by {@link RuleGroupDraft#validate}.
 *
 * @param draft the group as written
 */
public record RuleGroup(RuleGroupDraft draft, Duration interval, Duration queryOffset, List<Rule> rules) {
    public RuleGroup {
        rules = List.copyOf(rules);
        if (interval.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "interval of group '%s' is %s, but must be at least 1 ms".formatted(draft.name(), interval));
        }
    }

    public String namespace() {
        return draft.namespace();
    }

    public String name() {
        return draft.name();
    }

    /** {@code namespace/name}. */
    public String key() {
        return namespace() + "/" + name();
    }

    public long limit() {
        return draft.limit();
    }

    /** Whether the groups behave the same. Rules, labels and limit follow from the draft. */
    public boolean hasSameDefinitionAs(RuleGroup other) {
        return draft.equals(other.draft) && interval.equals(other.interval) && queryOffset.equals(other.queryOffset);
    }

    /** A hash of the definition, the same on every instance. */
    public int definitionHash() {
        return (draft.hashCode() * 31 + interval.hashCode()) * 31 + queryOffset.hashCode();
    }

    /** The {@linkplain Rule#retentionWarning warnings} of the rules. */
    public List<String> retentionWarnings(Duration retention) {
        return rules.stream()
                .flatMap(rule -> rule.retentionWarning(retention).stream())
                .toList();
    }

    /** How far the expressions of the rules look back, at most as far as samples are kept. */
    public Duration reach(Duration retention) {
        var longest = rules.stream()
                .flatMap(rule -> rule.expression().overSamples().stream())
                .mapToLong(ExprReach::millis)
                .max()
                .orElse(0);
        return Duration.ofMillis(Math.max(0, Math.min(longest, retention.toMillis())));
    }

    /** Whether a rule has a data source. Instances may then find different results. */
    public boolean asksDataSources() {
        return rules.stream().anyMatch(rule -> rule.expression().asksDataSource());
    }

    /** The names of the data sources of the rules. */
    public Set<String> dataSources() {
        return rules.stream()
                .filter(rule -> rule.expression().asksDataSource())
                .map(rule -> rule.expression().dataSource())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Optional<AlertingRule> alertingRule(String uid) {
        return alertingRules().stream().filter(rule -> rule.uid().equals(uid)).findFirst();
    }

    public List<AlertingRule> alertingRules() {
        return rules.stream()
                .filter(AlertingRule.class::isInstance)
                .map(AlertingRule.class::cast)
                .toList();
    }
}
