package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a rule group stands on this instance.
 *
 * @param lastTick the tick at which it was last evaluated; {@link Instant#MIN} if it was not yet
 * @param took how long that took
 * @param ruleTimes the same for each rule, in order; empty if it was not evaluated yet
 */
public record RuleGroupStatus(
        RuleGroup group,
        GroupState state,
        Instant lastTick,
        Duration evaluationDuration,
        List<Duration> ruleDurations) {
    public RuleGroupStatus {
        ruleDurations = List.copyOf(ruleDurations);
    }

    static RuleGroupStatus initial(RuleGroup group, GroupState state) {
        return new RuleGroupStatus(group, state, Instant.MIN, Duration.ZERO, List.of());
    }

    RuleGroupStatus with(GroupState next) {
        return new RuleGroupStatus(group, next, lastTick, evaluationDuration, ruleDurations);
    }

    public boolean wasEvaluated() {
        return !lastTick.equals(Instant.MIN);
    }
}
