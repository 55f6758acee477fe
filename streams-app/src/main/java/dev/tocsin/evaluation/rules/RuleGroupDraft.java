package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Features;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A group of rules as it was written, right or wrong; what was left out is empty.
 *
 * @param interval Prometheus's notation of a duration
 * @param queryOffset likewise
 * @param limit how many alerts or series one rule may give; 0: any number
 */
public record RuleGroupDraft(
        String namespace,
        String name,
        String interval,
        String queryOffset,
        long limit,
        Map<String, String> labels,
        List<RuleDraft> rules) {
    public RuleGroupDraft {
        labels = Map.copyOf(labels);
        rules = List.copyOf(rules);
    }

    /**
     * What holds for a group that does not say otherwise.
     *
     * @param features which parts of the language its rules may use
     */
    public record Defaults(Duration interval, Duration queryOffset, Features features) {
        /** With the stable language. */
        public Defaults(Duration interval, Duration queryOffset) {
            this(interval, queryOffset, Features.STABLE);
        }
    }

    /** What comes of a draft: a group that can be evaluated, or all that is wrong with it. */
    public sealed interface ValidationResult {
        record Valid(RuleGroup group) implements ValidationResult {}

        record Invalid(List<RuleProblem> problems) implements ValidationResult {}
    }

    public ValidationResult validate(Defaults defaults) {
        return new RuleGroupValidator(this).validate(defaults);
    }
}
