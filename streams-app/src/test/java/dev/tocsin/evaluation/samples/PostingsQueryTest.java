package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the index with a scan of all series. */
class PostingsQueryTest {
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final int COUNT = Integer.getInteger("fuzz.count", 200);
    private static final List<String> NAMES = List.of("__name__", "job", "zone", "nowhere");
    private static final List<String> WORDS = List.of(
            "a", "ab", "abc", "b", "a.c", "foo", "foobar", "barbaz", "x\ny", "é", "😀", "500", "404", "^a", "a-1");
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "foo",
            "bar",
            "baz",
            ".",
            ".*",
            ".+",
            "[abc]",
            "[^a]",
            "[45]",
            "\\.",
            "\\d+",
            "(a|b)",
            "(?:foo|bar)",
            "(?i:A)",
            "b?",
            "c*",
            "^",
            "$",
            "|",
            "a{0,2}",
            "é",
            "😀",
            "4..",
            "x\n",
            "(|a)",
            "\\w",
            "[0-9]+",
            "-1",
            "a{1}");

    private int narrow;

    @Test
    void indexFindsTheSameSeriesAsAFullScan() {
        for (var seed = FIRST; seed < FIRST + COUNT; seed++) {
            var random = new Random(seed);
            var store = new SeriesStore(1000);
            var all = new ArrayList<Labels>();
            for (var i = random.nextInt(120); i >= 0; i--) {
                var labels = labels(random);
                if (store.append(labels, 1, 1).isStored()) {
                    all.add(labels);
                }
            }
            for (var i = 0; i < 20; i++) {
                agree("seed %d".formatted(seed), store, all, matchers(random));
            }
        }
        assertThat(narrow).as("answers that are neither none nor all").isGreaterThan(COUNT);
    }

    private void agree(String seed, SeriesStore store, List<Labels> all, List<Matcher> matchers) {
        var expected = all.stream()
                .filter(labels -> matchers.stream().allMatch(matcher -> matches(matcher, labels)))
                .sorted()
                .toList();
        narrow += expected.isEmpty() || expected.size() == all.size() ? 0 : 1;
        assertThat(store.select(matchers, 0, 9).stream().map(Series::labels))
                .as("%s: %s", seed, matchers)
                .containsExactlyElementsOf(expected);
    }

    /** Matches by the regular expression, without set matches and prefixes. */
    private static boolean matches(Matcher matcher, Labels labels) {
        var value = labels.get(matcher.name());
        var isMatch = matcher.op().isRegex()
                ? com.google.re2j.Pattern.matches("(?s:" + matcher.value() + ")", value)
                : matcher.value().equals(value);
        return isMatch != matcher.op().isNegative();
    }

    private static Labels labels(Random random) {
        return Labels.of(
                "__name__", word(random), "job", word(random), "zone", random.nextInt(3) == 0 ? "" : word(random));
    }

    private static List<Matcher> matchers(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> matcher(random))
                .toList();
    }

    private static Matcher matcher(Random random) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var op = Matcher.Op.values()[random.nextInt(4)];
        if (!op.isRegex()) {
            return Matcher.promql(name, op, random.nextInt(5) == 0 ? "" : word(random));
        }
        while (true) {
            try {
                return Matcher.promql(name, op, pattern(random));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("error parsing regexp");
            }
        }
    }

    private static String pattern(Random random) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> PARTS.get(random.nextInt(PARTS.size())))
                .collect(Collectors.joining());
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
