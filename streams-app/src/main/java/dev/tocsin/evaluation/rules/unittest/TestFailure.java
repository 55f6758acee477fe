package dev.tocsin.evaluation.rules.unittest;

import java.util.Comparator;
import java.util.List;

/**
 * Failure of a test.
 */
public sealed interface TestFailure {
    /** The query, alert or rule, and its time. */
    String subject();

    /** The result differs from the expected one. Both are sorted by labels. */
    record Mismatch(String subject, List<ResultLine> expected, List<ResultLine> actual) implements TestFailure {
        public Mismatch {
            expected = sorted(expected);
            actual = sorted(actual);
        }

        private static List<ResultLine> sorted(List<ResultLine> items) {
            return items.stream()
                    .sorted(Comparator.comparing(ResultLine::labels))
                    .toList();
        }
    }

    /** The query or rule failed. */
    record ExecutionError(String subject, String message) implements TestFailure {}
}
