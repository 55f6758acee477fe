package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * Result of a test.
 *
 * @param allSeries all input and recorded series at the end
 */
public record TestResult(TestGroup testGroup, List<TestFailure> failures, List<Series> allSeries) {
    public TestResult {
        failures = List.copyOf(failures);
        allSeries = List.copyOf(allSeries);
    }

    public boolean isPassed() {
        return failures.isEmpty();
    }
}
