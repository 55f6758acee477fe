package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.TestResult;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a file of tests.
 *
 * @param error why none could be run; empty if they were
 */
record TestFileResult(Path path, List<TestResult> results, String error) {
    TestFileResult {
        results = List.copyOf(results);
    }

    static TestFileResult completed(Path path, List<TestResult> verdicts) {
        return new TestFileResult(path, verdicts, "");
    }

    static TestFileResult failed(Path path, String error) {
        return new TestFileResult(path, List.of(), error);
    }

    boolean isPassed() {
        return error.isEmpty() && results.stream().allMatch(TestResult::isPassed);
    }
}
