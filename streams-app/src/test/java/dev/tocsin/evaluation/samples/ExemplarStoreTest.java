package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExemplarStoreTest {
    private static final Labels A = Labels.of("__name__", "lat", "job", "a");
    private static final Labels B = Labels.of("__name__", "lat", "job", "b");

    private final ExemplarStore store = new ExemplarStore(series -> true, 1_000_000, 3);

    private void add(Labels series, long... times) {
        store.add(
                new SeriesExemplars(
                        series,
                        IntStream.range(0, times.length)
                                .mapToObj(i -> new Exemplar(times[i], i, Labels.of("trace_id", "t" + times[i])))
                                .toList()),
                1_000);
    }

    private List<String> all(long from, long until, Matcher... matchers) {
        return store.select(List.of(List.of(matchers)), from, until).stream()
                .map(series -> series.series().get("job")
                        + series.exemplars().stream().map(Exemplar::time).toList())
                .toList();
    }

    @Test
    void newestExemplarsOfEachSeriesAreKept() {
        add(A, 1, 2, 3, 4);
        add(B, 7);
        assertThat(all(0, 100)).containsExactly("a[2, 3, 4]", "b[7]");
        assertThat(all(3, 7)).containsExactly("a[3, 4]", "b[7]");
        assertThat(all(0, 100, Matcher.equal("job", "b"))).containsExactly("b[7]");
    }

    @Test
    void exemplarThatIsNotNewerThanThoseOfItsSeriesOrTooLateIsIgnored() {
        add(A, 5, 5, 4, 1_001, 6);
        add(A, 5, 6);
        assertThat(all(0, 10_000)).containsExactly("a[5, 6]");
    }

    @Test
    void oldExemplarsAreRemoved() {
        add(A, 1, 5);
        add(B, 2);
        store.truncate(3);
        assertThat(all(0, 100)).containsExactly("a[5]");
        store.truncate(100);
        assertThat(all(0, 100)).isEmpty();
        assertThat(store.bytes()).isZero();
    }

    @Test
    void memoryStaysBelowTheLimit() {
        var random = new Random(1);
        var small = new ExemplarStore(series -> true, 20_000, 3);
        for (var i = 0; i < 10_000; i++) {
            var series = Labels.of("__name__", "lat", "job", "j" + random.nextInt(100));
            small.add(new SeriesExemplars(series, List.of(new Exemplar(i, 1, Labels.of("id", "x" + i)))), 100_000);
            assertThat(small.bytes()).isBetween(1L, 20_000L);
        }
        var newest = small.select(List.of(List.of()), 9_999, 9_999);
        assertThat(newest).hasSize(1);
        small.truncate(100_000);
        assertThat(small.bytes()).isZero();
    }
}
