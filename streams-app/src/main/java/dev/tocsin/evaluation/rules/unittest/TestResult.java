package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param data all that there was to query in the end, given and recorded
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
