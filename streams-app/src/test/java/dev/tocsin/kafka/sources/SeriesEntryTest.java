package dev.tocsin.kafka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesEntryTest {
    private static final Labels LABELS = Labels.of("__name__", "requests_total", "job", "api");
    private static final long NOW = 1_700_000_000_000L;

    private static SeriesEntry delta() {
        return new SeriesEntry(SourceBatch.Kind.DELTA, "otel", LABELS);
    }

    private static Sample interval(long start, long end, double increase) {
        return Sample.of(end, increase).withStartTimestamp(start);
    }

    private static double total(SeriesEntry entry) {
        var samples = entry.emission(NOW, 1_000, 15_000).samples();
        return samples.get(samples.size() - 1).value();
    }

    @Test
    void deltasAddUpInAnyOrderAndARepeatedIntervalCountsOnce() {
        var entry = delta();
        assertThat(entry.add(interval(10, 20, 5), NOW)).isTrue();
        assertThat(entry.add(interval(30, 40, 7), NOW)).isTrue();
        assertThat(entry.add(interval(20, 30, 1), NOW)).as("late").isTrue();
        assertThat(entry.add(interval(10, 20, 5), NOW)).as("repeated").isFalse();
        assertThat(entry.add(interval(30, 40, 7), NOW)).as("repeated").isFalse();
        assertThat(total(entry)).isEqualTo(13);
    }

    @Test
    void onlyTheLastEightIntervalsAreRemembered() {
        var entry = delta();
        LongStream.range(0, 9).forEach(i -> entry.add(interval(i, i + 1, 1), NOW));
        assertThat(entry.add(interval(1, 2, 1), NOW)).isFalse();
        assertThat(entry.add(interval(0, 1, 1), NOW)).as("the ninth before").isTrue();
    }

    @Test
    void theStateSurvivesTheStore() {
        var entry = delta();
        entry.add(interval(10, 20, 5), NOW);
        assertThat(total(entry)).isEqualTo(5);
        var restored = SeriesEntry.decode(entry.encode());
        assertThat(restored.key()).isEqualTo(entry.key());
        assertThat(restored.isNew()).as("its zero was emitted").isFalse();
        assertThat(restored.add(interval(10, 20, 5), NOW)).as("repeated").isFalse();
        assertThat(restored.add(interval(20, 30, 2), NOW)).isTrue();
        assertThat(total(restored)).isEqualTo(7);
        assertThat(restored.seenAt()).isEqualTo(NOW);
    }

    @Test
    void histogramsAddUp() {
        var entry = delta();
        var one = new Histogram(
                BucketLayout.exponential(0, 0),
                1,
                0,
                2,
                BucketCounts.NONE,
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        entry.add(Sample.of(20, one).withStartTimestamp(10), NOW);
        entry.add(Sample.of(30, one).withStartTimestamp(20), NOW);
        var restored = SeriesEntry.decode(entry.encode());
        var emitted = restored.emission(NOW, 1_000, 15_000).samples().get(0);
        assertThat(emitted.histogram()).isEqualTo(one.plus(one));
    }

    @Test
    void theLastRecordIsTheNewestOne() {
        var entry = new SeriesEntry(SourceBatch.Kind.LAST_RECORD, "orders", LABELS);
        assertThat(entry.add(Sample.of(0, 0), NOW)).as("none yet").isTrue();
        assertThat(entry.add(Sample.of(9_000, 9), NOW)).isTrue();
        assertThat(entry.add(Sample.of(5_000, 5), NOW)).as("late").isFalse();
        assertThat(total(entry)).isEqualTo(9);
    }
}
