package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Samples that are appended as rows must be stored as those that are appended one by one. */
class SampleColumnsTest {
    private static final Labels UP = Labels.of("__name__", "up");

    @RepeatedTest(100)
    void rowsAreStoredAsSingleSamples(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var one = new SeriesStore(8);
        var other = new SeriesStore(8);
        var rows = new SampleColumns();
        for (var tick = 100L; tick < 2_000; tick += 100) {
            var origin = new SampleOrigin(tick - 100 * random.nextInt(3), random.nextBoolean() ? "" : "ns/group");
            fill(rows, tick, random);
            var rejected = new ArrayList<AppendResult>();
            one.append(rows, origin, rejected::add);
            assertThat(rejected).isEqualTo(appendSingly(other, rows, origin));
            change(tick, random, one, other);
            assertThat(one.sampleCount()).isEqualTo(other.sampleCount());
            for (var seen : List.of(tick - 100, tick, Long.MAX_VALUE)) {
                assertThat(content(one, seen)).isEqualTo(content(other, seen));
            }
        }
    }

    @Test
    void keptRowsMoveTogether() {
        var rows = new SampleColumns();
        for (var i = 0; i < 1_000; i++) {
            rows.add(Labels.of("i", "" + i), Sample.of(i, 2.0 * i).withStartTimestamp(3L * i));
        }
        rows.keepIf(row -> row % 2 == 1);
        rows.keepIf(row -> rows.time(row) > 500);
        assertThat(rows.size()).isEqualTo(250);
        for (var row = 0; row < rows.size(); row++) {
            var number = 501 + 2 * row;
            assertThat(rows.labels(row)).isEqualTo(Labels.of("i", "" + number));
            assertThat(rows.sample(row))
                    .isEqualTo(Sample.of(number, 2.0 * number).withStartTimestamp(3L * number));
        }
    }

    private static void fill(SampleColumns rows, long tick, Random random) {
        rows.clear();
        for (var i = random.nextInt(30); i > 0; i--) {
            var labels = random.nextInt(3) > 0 ? UP.with("i", "" + random.nextInt(10)) : UP;
            var time = tick - 10 * random.nextInt(25);
            var sample = random.nextInt(8) == 0
                    ? Sample.of(time, Histogram.empty(BucketLayout.exponential(1, 0)))
                    : Sample.of(time, random.nextInt(3));
            rows.add(labels, random.nextInt(8) == 0 ? sample.withStartTimestamp(1) : sample);
        }
    }

    private static List<AppendResult> appendSingly(SeriesStore store, SampleColumns rows, SampleOrigin origin) {
        var rejected = new ArrayList<AppendResult>();
        for (var row = 0; row < rows.size(); row++) {
            var result = store.append(rows.labels(row), rows.sample(row), origin);
            if (result.isRejected()) {
                rejected.add(result);
            }
        }
        return rejected;
    }

    private static void change(long tick, Random random, SeriesStore... both) {
        var kind = random.nextInt(4);
        for (var store : both) {
            if (kind == 0) {
                store.settle(tick - 100);
            } else if (kind == 1) {
                store.truncate(tick - 150);
            } else if (kind == 2) {
                store.appendRecorded(UP, Sample.of(tick, 7), "ns/group");
            }
        }
    }

    private static List<String> content(SeriesStore store, long tick) {
        var all = new ArrayList<String>();
        var view = tick == Long.MAX_VALUE ? store : store.as(new Visibility(tick, tick, "ns/group", tick));
        view.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, () -> {}, series -> {
            all.add(series.labels()
                    + Arrays.toString(Arrays.copyOfRange(series.times(), series.from(), series.to()))
                    + Arrays.toString(Arrays.copyOfRange(series.values(), series.from(), series.to())));
        });
        return all;
    }
}
