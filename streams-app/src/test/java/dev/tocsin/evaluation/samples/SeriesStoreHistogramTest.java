package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesStoreHistogramTest {
    private static final Labels H = Labels.of("__name__", "h");

    @Test
    void appendSetsTheResetHint() {
        var store = new SeriesStore(1);
        for (var count : new double[] {1, 3, 2, 4}) {
            store.append(H, Sample.of(store.sampleCount() + 1, histogram(count)));
        }
        assertThat(hints(store))
                .containsExactly(
                        CounterResetHint.UNKNOWN,
                        CounterResetHint.NOT_RESET,
                        CounterResetHint.UNKNOWN,
                        CounterResetHint.NOT_RESET);
    }

    @Test
    void outOfOrderHistogramUpdatesTheHintOfTheNext() {
        var store = new SeriesStore(1);
        store.append(H, Sample.of(1, histogram(1)));
        store.append(H, Sample.of(3, histogram(2)));
        assertThat(store.append(H, Sample.of(2, histogram(5)))).isEqualTo(AppendResult.OUT_OF_ORDER);
        assertThat(hints(store))
                .containsExactly(CounterResetHint.UNKNOWN, CounterResetHint.NOT_RESET, CounterResetHint.UNKNOWN);
        assertThat(store.append(H, Sample.of(2, histogram(5)))).isEqualTo(AppendResult.DUPLICATE);
        assertThat(store.append(H, 2, 5)).isEqualTo(AppendResult.DUPLICATE_DIFFERENT);
    }

    @Test
    void seriesCanMixFloatsHistogramsAndStartTimestamps() {
        var store = new SeriesStore(1);
        for (var i = 1; i <= 40; i++) {
            store.append(
                    H,
                    (i % 2 == 0 ? Sample.of(i, histogram(i)) : Sample.of(i, i)).withStartTimestamp(i == 30 ? 29 : 0));
        }
        store.truncate(21);
        var series =
                store.select(List.of(Matcher.equal(Labels.NAME, "h")), 0, 100).get(0);
        assertThat(series.size()).isEqualTo(20);
        for (var i = series.from(); i < series.to(); i++) {
            var time = series.times()[i];
            assertThat(series.isHistogram(i)).isEqualTo(time % 2 == 0);
            assertThat(series.isHistogram(i) ? series.histogram(i).count() : series.values()[i])
                    .isEqualTo(time);
            assertThat(series.startTimestamp(i)).isEqualTo(time == 30 ? 29 : 0);
        }
    }

    @Test
    void histogramWithStaleSumIsAStaleMarker() {
        var stale = new Histogram(
                BucketLayout.exponential(0, 0),
                0,
                0,
                StaleMarker.VALUE,
                BucketCounts.NONE,
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        assertThat(StaleMarker.is(Sample.of(1, stale).value())).isTrue();
        assertThat(Sample.of(1, stale).isHistogram()).isFalse();
    }

    private static Histogram histogram(double count) {
        return new Histogram(
                BucketLayout.exponential(0, 0),
                0,
                count,
                count,
                BucketCounts.ofContiguous(1, count),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
    }

    private static List<CounterResetHint> hints(SeriesStore store) {
        var series =
                store.select(List.of(Matcher.equal(Labels.NAME, "h")), 0, 100).get(0);
        return IntStream.range(series.from(), series.to())
                .mapToObj(index -> series.histogram(index).resetHint())
                .toList();
    }
}
