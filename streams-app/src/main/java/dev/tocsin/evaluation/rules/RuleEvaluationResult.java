package dev.tocsin.evaluation.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Result of one rule at one tick.
 *
 * @param recorded written samples, and stale markers of series that are no longer written
 */
public record RuleEvaluationResult(
        Rule rule, RuleState after, List<Transition> transitions, List<RecordedSample> recorded) {
    public RuleEvaluationResult {
        transitions = List.copyOf(transitions);
        recorded = List.copyOf(recorded);
    }

    /** A failed rule keeps its state; only its health changes. */
    static RuleEvaluationResult failed(Rule rule, RuleState before, String why) {
        return new RuleEvaluationResult(rule, before.failed(why), List.of(), List.of());
    }

    /** Marks the rule as failed but keeps its results. @param problem empty if there is none */
    RuleEvaluationResult withProblem(String problem) {
        return problem.isEmpty() ? this : new RuleEvaluationResult(rule, after.failed(problem), transitions, recorded);
    }

    /**
     * Result of a successful evaluation. A series that was written at the last tick and is not written now gets a stale
     * marker.
     */
    static RuleEvaluationResult succeeded(
            Rule rule, RuleState before, RuleAlerts alerts, List<RecordedSample> samples, EvaluationTime at) {
        if (samples.isEmpty() && before.writtenSeries().isEmpty()) {
            // Nearly always: no alert is active, and none was.
            var after = new RuleState(alerts.byFingerprint(), Set.of(), RuleHealth.OK);
            return new RuleEvaluationResult(rule, after, alerts.transitions(), List.of());
        }
        var written = samples.stream().map(RecordedSample::labels).collect(Collectors.toUnmodifiableSet());
        var staleMarkers = difference(before.writtenSeries(), written).stream()
                .sorted()
                .map(labels -> RecordedSample.staleMarker(labels, at.dataTime()));
        return new RuleEvaluationResult(
                rule,
                new RuleState(alerts.byFingerprint(), written, RuleHealth.OK),
                alerts.transitions(),
                Stream.concat(samples.stream(), staleMarkers).toList());
    }

    private static <T> Set<T> difference(Set<T> before, Set<T> now) {
        var removed = new HashSet<>(before);
        removed.removeAll(now);
        return removed;
    }
}
