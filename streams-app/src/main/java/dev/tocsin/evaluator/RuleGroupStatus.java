package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.notation.GoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State of a rule group on this instance after its last evaluation.
 *
 * @param lastTick the tick of that evaluation; Go's zero time, as in Prometheus's API, if there was none
 * @param evaluationDuration how long that evaluation took
 * @param ruleDurations how long each rule took, by uid
 * @param warnings of data sources about the query of each rule, by uid
 */
public record RuleGroupStatus(
        RuleGroup group,
        GroupState state,
        Instant lastTick,
        Duration evaluationDuration,
        Map<String, Duration> ruleDurations,
        Map<String, List<String>> warnings) {
    private static final Instant NEVER = GoTime.ZERO;

    public RuleGroupStatus {
        ruleDurations = Map.copyOf(ruleDurations);
        warnings = Map.copyOf(warnings);
    }

    /** A status without warnings. */
    public RuleGroupStatus(
            RuleGroup group,
            GroupState state,
            Instant lastTick,
            Duration evaluationDuration,
            Map<String, Duration> ruleDurations) {
        this(group, state, lastTick, evaluationDuration, ruleDurations, Map.of());
    }

    public static RuleGroupStatus notEvaluated(RuleGroup group, GroupState state) {
        return new RuleGroupStatus(group, state, NEVER, Duration.ZERO, Map.of());
    }

    /** The first tick after the last one; empty if there was none. */
    public Optional<Instant> nextTick() {
        return wasEvaluated() ? Optional.of(lastTick.plus(group.interval())) : Optional.empty();
    }

    public Duration durationOf(Rule rule) {
        return ruleDurations.getOrDefault(rule.uid(), Duration.ZERO);
    }

    /** The warnings of the data source about the query of a rule. */
    public List<String> warningsOf(Rule rule) {
        return warnings.getOrDefault(rule.uid(), List.of());
    }

    RuleGroupStatus with(GroupState next) {
        return new RuleGroupStatus(group, next, lastTick, evaluationDuration, ruleDurations, warnings);
    }

    Ticks ticks() {
        return Ticks.of(group);
    }

    /** Whether this instance has evaluated the group and has missed no tick before the given one; true for the same tick. */
    boolean isNextTick(Instant tick) {
        return wasEvaluated() && !lastTick.isBefore(tick.minus(group.interval()));
    }

    long missedTicksBefore(Instant tick) {
        return wasEvaluated() && !isNextTick(tick) ? Math.max(1, ticks().ticksBetween(lastTick, tick)) : 0;
    }

    boolean wasEvaluated() {
        return !lastTick.equals(NEVER);
    }
}
