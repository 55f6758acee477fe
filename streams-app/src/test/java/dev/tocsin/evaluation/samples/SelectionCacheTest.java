package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Selections are cached, and a new or removed series is seen at once. */
class SelectionCacheTest {
    private static final Runnable UNCHECKED = () -> {};

    @Test
    void aSelectionIsKeptUntilASeriesThatItMaySelectIsAddedOrRemoved() {
        var index = new SeriesIndex(new SelectionCache(100));
        var first = index.add(labels("up", "a"));
        index.add(labels("down", "a"));
        var matchers = List.of(Matcher.equal(Labels.NAME, "up"), Matcher.promql("job", Matcher.Op.REGEX, ".+"));

        var found = index.find(matchers, UNCHECKED);
        assertThat(found).containsExactly(first);
        index.add(labels("down", "b"));
        assertThat(index.find(matchers, UNCHECKED)).isSameAs(found);

        var second = index.add(labels("up", "b"));
        assertThat(index.find(matchers, UNCHECKED)).containsExactly(first, second);
        index.removeAll(new HashSet<>(List.of(first)));
        assertThat(index.find(matchers, UNCHECKED)).containsExactly(second);
    }

    /** A selection of series that do not exist yet is cached as well. */
    @Test
    void theFirstSeriesOfASelectionIsSeenAtOnce() {
        var index = new SeriesIndex(new SelectionCache(100));
        var matchers = List.of(Matcher.equal(Labels.NAME, "up"), Matcher.equal("job", "a"));
        assertThat(index.find(matchers, UNCHECKED)).isEmpty();
        var added = index.add(labels("up", "a"));
        assertThat(index.find(matchers, UNCHECKED)).containsExactly(added);
    }

    /** Random changes and selections, with a cache that is nearly always full, compared with a scan. */
    @Test
    void selectionsAreThoseOfAScan() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var index = new SeriesIndex(new SelectionCache(random.nextInt(300)));
            var all = new TreeSet<MemSeries>(Postings.BY_LABELS);
            for (var i = 0; i < 200; i++) {
                change(index, all, random);
                var matchers = matchers(random);
                assertThat(index.find(matchers, UNCHECKED))
                        .as("seed %d, step %d: %s", seed, i, matchers)
                        .containsExactlyElementsOf(all.stream()
                                .filter(series ->
                                        matchers.stream().allMatch(matcher -> matcher.matches(series.labels())))
                                .toList());
            }
        }
    }

    private static void change(SeriesIndex index, TreeSet<MemSeries> all, Random random) {
        var labels = labels("m" + random.nextInt(4), "j" + random.nextInt(6));
        if (random.nextInt(4) == 0 && index.get(labels) == null) {
            all.add(index.add(labels));
        } else if (random.nextInt(20) == 0 && !all.isEmpty()) {
            var removed = new HashSet<MemSeries>();
            all.stream().filter(series -> random.nextInt(3) == 0).forEach(removed::add);
            index.removeAll(removed);
            all.removeAll(removed);
        }
    }

    private static List<Matcher> matchers(Random random) {
        var matchers = new ArrayList<Matcher>();
        if (random.nextInt(3) > 0) {
            matchers.add(Matcher.equal(Labels.NAME, "m" + random.nextInt(4)));
        }
        if (random.nextInt(3) > 0) {
            var op = Matcher.Op.values()[random.nextInt(4)];
            matchers.add(Matcher.promql("job", op, op.isRegex() ? "j[0-2]|" : random.nextBoolean() ? "j1" : ""));
        }
        return matchers;
    }

    private static Labels labels(String name, String job) {
        return Labels.of(Labels.NAME, name, "job", job);
    }
}
