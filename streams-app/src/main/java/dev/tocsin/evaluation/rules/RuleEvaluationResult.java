package dev.tocsin.evaluation.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of one rule at one tick.
 *
 * @param recorded the samples it wrote, with the ends of series that it no longer writes
 */
public record RuleEvaluationResult(
        Rule rule, RuleState after, List<Transition> transitions, List<RecordedSample> recorded) {
    public RuleEvaluationResult {
        transitions = List.copyOf(transitions);
        recorded = List.copyOf(recorded);
    }

    /** A failure changes nothing but the rule's health. */
    static RuleEvaluationResult failed(Rule rule, RuleState before, String why) {
        return new RuleEvaluationResult(rule, before.failed(why), List.of(), List.of());
    }

    /** All of it stands, but something is amiss. @param problem empty: nothing is */
    RuleEvaluationResult withProblem(String problem) {
        return problem.isEmpty() ? this : new RuleEvaluationResult(rule, after.failed(problem), transitions, recorded);
    }

    /** Success: ends the series that were written before and are not now. */
    static RuleEvaluationResult succeeded(
            Rule rule, RuleState before, RuleAlerts alerts, List<RecordedSample> samples, EvaluationTime at) {
        var written = samples.stream().map(RecordedSample::labels).collect(Collectors.toUnmodifiableSet());
        var ends = removed(before.writtenSeries(), written).stream()
                .sorted()
                .map(labels -> RecordedSample.staleMarker(labels, at.dataTime()));
        return new RuleEvaluationResult(
                rule,
                new RuleState(alerts.byFingerprint(), written, RuleHealth.OK),
                alerts.transitions(),
                Stream.concat(samples.stream(), ends).toList());
    }

    private static <T> Set<T> removed(Set<T> before, Set<T> now) {
        var gone = new HashSet<>(before);
        gone.removeAll(now);
        return gone;
    }
}
