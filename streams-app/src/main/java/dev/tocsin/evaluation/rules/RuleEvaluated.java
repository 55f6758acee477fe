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
public record RuleEvaluated(Rule rule, RuleState after, List<Transition> transitions, List<RecordedSample> recorded) {
    public RuleEvaluated {
        transitions = List.copyOf(transitions);
        recorded = List.copyOf(recorded);
    }

    /** A failure changes nothing but the rule's health. */
    static RuleEvaluated failed(Rule rule, RuleState before, String why) {
        return new RuleEvaluated(rule, before.failed(why), List.of(), List.of());
    }

    /** All of it stands, but something is amiss. @param problem empty: nothing is */
    RuleEvaluated but(String problem) {
        return problem.isEmpty() ? this : new RuleEvaluated(rule, after.failed(problem), transitions, recorded);
    }

    /** Success: ends the series that were written before and are not now. */
    static RuleEvaluated succeeded(Rule rule, RuleState before, Alerts alerts, List<RecordedSample> samples, At at) {
        var written = samples.stream().map(RecordedSample::labels).collect(Collectors.toUnmodifiableSet());
        var ends =
                gone(before.written(), written).stream().sorted().map(labels -> RecordedSample.end(labels, at.data()));
        return new RuleEvaluated(
                rule,
                new RuleState(alerts.byFingerprint(), written, Health.OK),
                alerts.transitions(),
                Stream.concat(samples.stream(), ends).toList());
    }

    private static <T> Set<T> gone(Set<T> before, Set<T> now) {
        var gone = new HashSet<>(before);
        gone.removeAll(now);
        return gone;
    }
}
