package dev.tocsin.evaluation.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;

/** Evaluates a group at one tick: rules in order, each of which sees the samples of the rules before it. */
public final class GroupEvaluation {
    private GroupEvaluation() {}

    public static GroupEvaluationResult evaluate(
            RuleGroup group, GroupState before, Instant tick, RuleEvaluationContext evaluation) {
        var at = EvaluationTime.of(group, tick);
        var evaluated = new ArrayList<RuleEvaluationResult>();
        var after = new HashMap<String, RuleState>();
        for (var rule : group.rules()) {
            var found = evaluate(group, rule, before.of(rule), at, evaluation);
            var one = found.withProblem(evaluation.append(found.recorded()));
            evaluated.add(one);
            after.put(rule.uid(), one.after());
        }
        return new GroupEvaluationResult(tick, new GroupState(after), evaluated);
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
