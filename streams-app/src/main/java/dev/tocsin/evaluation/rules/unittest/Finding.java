package dev.tocsin.evaluation.rules.unittest;

import java.util.Comparator;
import java.util.List;

/**
 * Something that is not as it should be.
 *
 * @param about what was asked or done, and when
 */
public sealed interface Finding {
    String about();

    /** It gave something else than was expected; both are in order of the labels. */
    record Differs(String about, List<Item> expected, List<Item> got) implements Finding {
        public Differs {
            expected = sorted(expected);
            got = sorted(got);
        }

        private static List<Item> sorted(List<Item> items) {
            return items.stream().sorted(Comparator.comparing(Item::labels)).toList();
        }
    }

    /** It gave nothing at all, because it failed. */
    record Failed(String about, String why) implements Finding {}
}
