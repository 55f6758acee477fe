package dev.tocsin.evaluation.rules.unittest;

import java.util.Comparator;
import java.util.List;

/**
 * Something that is not as it should be.
 *
 * @param about what was asked or done, and when
 */
public sealed interface TestFailure {
    String subject();

    /** It gave something else than was expected; both are in order of the labels. */
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

    /** It gave nothing at all, because it failed. */
    record ExecutionError(String subject, String message) implements TestFailure {}
}
