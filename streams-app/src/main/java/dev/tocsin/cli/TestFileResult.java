package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.TestResult;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of a unit test file.
 *
 * @param error why the tests could not run; empty if they did
 */
record TestFileResult(Path path, List<TestResult> results, String error) {
    TestFileResult {
        results = List.copyOf(results);
    }

    boolean isPassed() {
        return error.isEmpty() && results.stream().allMatch(TestResult::isPassed);
    }
}
