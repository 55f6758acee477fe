package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One test of rules: what is given, and what is asked of it.
 *
 * @param interval how far the samples given are apart
 * @param start when the first of them is, and the first tick
 */
public record TestGroup(
        String name,
        Duration interval,
        Instant start,
        List<SeriesDescription> series,
        List<AlertTestCase> alertTests,
        List<PromqlTestCase> promqlTests,
        Origin origin) {
    public TestGroup {
        series = List.copyOf(series);
        alertTests = List.copyOf(alertTests);
        promqlTests = List.copyOf(promqlTests);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("samples %s apart are at one time".formatted(interval));
        }
    }

    /**
     * Which alerts of a name fire?
     *
     * @param at since the start
     * @param expected alerts, their annotations as details
     */
    public record AlertTestCase(Duration at, String alertName, List<ResultLine> expected) {
        public AlertTestCase {
            expected = List.copyOf(expected);
        }
    }

    /**
     * What is the result of an expression?
     *
     * @param at since the start
     */
    public record PromqlTestCase(Duration at, String expr, List<ExpectedSample> expected) {
        public PromqlTestCase {
            expected = List.copyOf(expected);
        }
    }

    /** The last time that is asked about. */
    Instant end() {
        var times = Stream.concat(
                alertTests.stream().map(AlertTestCase::at), promqlTests.stream().map(PromqlTestCase::at));
        return start.plus(times.max(Duration::compareTo).orElse(Duration.ZERO));
    }
}
