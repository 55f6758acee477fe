package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a file of tests.
 *
 * @param error why none could be run; empty if they were
 */
record TestSuite(Path path, List<Verdict> verdicts, String error) {
    TestSuite {
        verdicts = List.copyOf(verdicts);
    }

    static TestSuite ran(Path path, List<Verdict> verdicts) {
        return new TestSuite(path, verdicts, "");
    }

    static TestSuite failed(Path path, String error) {
        return new TestSuite(path, List.of(), error);
    }

    boolean isPassed() {
        return error.isEmpty() && verdicts.stream().allMatch(Verdict::isPassed);
    }
}
