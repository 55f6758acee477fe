package dev.tocsin.evaluation.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

/** Evaluates a group at one tick: rules in order, each of which sees the samples of the rules before it. */
public final class GroupEvaluation {
    private GroupEvaluation() {}

    public static GroupEvaluationResult evaluate(
            RuleGroup group, GroupState before, Instant tick, RuleEvaluationContext evaluation) {
        return evaluate(group, before, tick, evaluation, rule -> true);
    }

    private static GroupEvaluationResult evaluate(
            RuleGroup group,
            GroupState before,
            Instant tick,
            RuleEvaluationContext evaluation,
            Predicate<Rule> isEvaluated) {
        var at = EvaluationTime.of(group, tick);
        var evaluated = new ArrayList<RuleEvaluationResult>();
        var after = new HashMap<String, RuleState>();
        for (var rule : group.rules()) {
            var found = isEvaluated.test(rule)
                    ? evaluate(group, rule, before.of(rule), at, evaluation)
                    : new RuleEvaluationResult(rule, before.of(rule), List.of(), List.of());
            var one = found.withProblem(evaluation.append(found.recorded()));
            evaluated.add(one);
            after.put(rule.uid(), one.after());
        }
        return new GroupEvaluationResult(tick, new GroupState(after), evaluated);
    }

    /** Evaluates the recording rules only. The alerting rules keep their state. */
    public static GroupEvaluationResult evaluateRecordingRules(
            RuleGroup group, GroupState before, Instant tick, RuleEvaluationContext evaluation) {
        return evaluate(group, before, tick, evaluation, RecordingRule.class::isInstance);
    }

    private static RuleEvaluationResult evaluate(
            RuleGroup group, Rule rule, RuleState before, EvaluationTime at, RuleEvaluationContext evaluation) {
        try {
            return rule instanceof AlertingRule alerting
                    ? new AlertEvaluation(group, alerting, at, evaluation).evaluate(before)
                    : new RecordingEvaluation(group, (RecordingRule) rule, at, evaluation).evaluate(before);
        } catch (QueryFailedException | RuleFailedException e) {
            return RuleEvaluationResult.failed(rule, before, e.getMessage());
        }
    }
}
