package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.RecordingRule;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tested rules. They replace the logged alerts and recorded samples of groups with the same key, and of rules with the
 * same name.
 *
 * @param groups never empty
 * @param config an Alertmanager configuration for the whole stretch; empty for those that were in force
 * @param silences whether the silences of that time count
 * @param tickInterval time between two ticks where none is marked
 */
public record BacktestPlan(
        List<RuleGroup> groups, Optional<ConfigDocument> config, boolean silences, Duration tickInterval) {
    public BacktestPlan {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("there is no rule group to test");
        }
    }

    Set<String> groupKeys() {
        return groups.stream().map(RuleGroup::key).collect(Collectors.toUnmodifiableSet());
    }

    Set<String> alertNames() {
        return names(AlertingRule.class);
    }

    Set<String> recordedNames() {
        return names(RecordingRule.class);
    }

    private Set<String> names(Class<? extends Rule> kind) {
        return groups.stream()
                .flatMap(group -> group.rules().stream())
                .filter(kind::isInstance)
                .map(Rule::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
