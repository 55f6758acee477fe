package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One test: input series and expected results.
 *
 * @param interval time between input samples
 * @param start time of the first sample and the first tick
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
            throw new IllegalArgumentException("interval is %s, but must be at least 1 ms".formatted(interval));
        }
    }

    /**
     * Expected firing alerts with one name.
     *
     * @param at time since the start
     * @param expected alerts, with annotations as details
     */
    record AlertTestCase(Duration at, String alertName, List<ResultLine> expected) {
        public AlertTestCase {
            expected = List.copyOf(expected);
        }
    }

    /**
     * Expected result of an expression.
     *
     * @param at time since the start
     */
    record PromqlTestCase(Duration at, String expr, List<ExpectedSample> expected) {
        public PromqlTestCase {
            expected = List.copyOf(expected);
        }
    }

    /** Time of the last test case. */
    Instant end() {
        var times = Stream.concat(
                alertTests.stream().map(AlertTestCase::at), promqlTests.stream().map(PromqlTestCase::at));
        return start.plus(times.max(Duration::compareTo).orElse(Duration.ZERO));
    }
}
