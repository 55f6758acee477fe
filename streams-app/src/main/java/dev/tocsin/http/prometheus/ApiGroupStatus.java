package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.notation.GoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Where a group stands after its last evaluation.
 *
 * @param lastEvaluation {@link #NEVER} if there was none
 * @param ruleTimes how long each rule took, by uid
 * @param problem why a newer record of the same group could not be used, or empty
 */
public record ApiGroupStatus(
        RuleGroup group,
        GroupState state,
        Instant lastEvaluation,
        Duration evaluationTime,
        Map<String, Duration> ruleTimes,
        String problem) {
    public static final Instant NEVER = GoTime.ZERO;

    public ApiGroupStatus {
        ruleTimes = Map.copyOf(ruleTimes);
    }

    /** A group that was not evaluated yet, but has perhaps taken up what was there before a restart. */
    public static ApiGroupStatus notEvaluated(RuleGroup group, GroupState state) {
        return new ApiGroupStatus(group, state, NEVER, Duration.ZERO, Map.of(), "");
    }

    Duration evaluationTimeOf(Rule rule) {
        return ruleTimes.getOrDefault(rule.uid(), Duration.ZERO);
    }
}
