package dev.tocsin.evaluation.rules;

import java.time.Instant;
import java.util.List;

/** Result of a group at a tick, with the results of the rules in order. */
public record GroupEvaluationResult(Instant tick, GroupState after, List<RuleEvaluationResult> rules) {
    public GroupEvaluationResult {
        rules = List.copyOf(rules);
    }

    public List<Transition> transitions() {
        return rules.stream().flatMap(rule -> rule.transitions().stream()).toList();
    }

    public List<RecordedSample> recorded() {
        return rules.stream().flatMap(rule -> rule.recorded().stream()).toList();
    }
}
