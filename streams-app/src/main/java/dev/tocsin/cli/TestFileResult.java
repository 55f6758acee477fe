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

    static TestFileResult completed(Path path, List<TestResult> results) {
        return new TestFileResult(path, results, "");
    }

    static TestFileResult failed(Path path, String error) {
        return new TestFileResult(path, List.of(), error);
    }

    boolean isPassed() {
        return error.isEmpty() && results.stream().allMatch(TestResult::isPassed);
    }
}
