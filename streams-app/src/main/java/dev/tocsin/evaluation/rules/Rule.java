package dev.tocsin.evaluation.rules;

import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An alerting or recording rule of a group. Its labels include those of the group. */
public sealed interface Rule permits AlertingRule, RecordingRule {
    /**
     * Key of the rule's state: namespace, group, name, and a hash of the expression and the labels. A second equal rule of
     * a group has the suffix {@code #2}. If the expression is edited, the state moves to the new key.
     */
    String uid();

    String name();

    Map<String, String> labels();

    RuleExpression expression();

    /**
     * Returns a warning if the expression reads samples that are removed before, by its ranges, subqueries, offsets or
     * {@code @} modifiers.
     *
     * @param retention how long samples are kept
     */
    default Optional<String> retentionWarning(Duration retention) {
        var reach = expression().overSamples().map(ExprReach::millis).orElse(0L);
        if (reach <= retention.toMillis()) {
            return Optional.empty();
        }
        var kept = "but samples are kept for %s (topics.samples_retention): shorten it, or keep samples longer"
                .formatted(PromDuration.format(retention));
        return Optional.of(
                reach >= ExprReach.UNLIMITED
                        ? "rule %s reads samples at a fixed time (@), %s".formatted(name(), kept)
                        : "rule %s looks back %s, %s"
                                .formatted(name(), PromDuration.format(Duration.ofMillis(reach)), kept));
    }
}
