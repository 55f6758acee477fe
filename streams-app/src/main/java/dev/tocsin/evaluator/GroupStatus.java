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
public record GroupStatus(
        RuleGroup group, GroupState state, Instant lastTick, Duration took, List<Duration> ruleTimes) {
    public GroupStatus {
        ruleTimes = List.copyOf(ruleTimes);
    }

    static GroupStatus beginning(RuleGroup group, GroupState state) {
        return new GroupStatus(group, state, Instant.MIN, Duration.ZERO, List.of());
    }

    GroupStatus with(GroupState next) {
        return new GroupStatus(group, next, lastTick, took, ruleTimes);
    }

    public boolean wasEvaluated() {
        return !lastTick.equals(Instant.MIN);
    }
}
