package dev.tocsin.evaluation.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;

/** Evaluates a group at one tick: its rules in order, each seeing what those before it wrote. */
public final class GroupEvaluation {
    private GroupEvaluation() {}

    public static GroupEvaluated evaluate(RuleGroup group, GroupState before, Instant tick, Evaluation evaluation) {
        var at = At.of(group, tick);
        var evaluated = new ArrayList<RuleEvaluated>();
        var after = new HashMap<String, RuleState>();
        for (var rule : group.rules()) {
            var found = evaluate(group, rule, before.of(rule), at, evaluation);
            var one = found.but(evaluation.record(found.recorded()));
            evaluated.add(one);
            after.put(rule.uid(), one.after());
        }
        return new GroupEvaluated(tick, new GroupState(after), evaluated);
    }

    private static RuleEvaluated evaluate(RuleGroup group, Rule rule, RuleState before, At at, Evaluation evaluation) {
        try {
            return rule instanceof AlertingRule alerting
                    ? new AlertEvaluation(group, alerting, at, evaluation).evaluate(before)
                    : new RecordingEvaluation(group, (RecordingRule) rule, at, evaluation).evaluate(before);
        } catch (QueryFailedException | RuleFailedException e) {
            return RuleEvaluated.failed(rule, before, e.getMessage());
        }
    }
}
