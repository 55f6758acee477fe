package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesStoreTest {
    private static final Labels UP = Labels.of("__name__", "up", "job", "api");
    private static final double OTHER_NAN = Double.longBitsToDouble(0x7ff8000000000001L);

    private final SeriesStore store = new SeriesStore(100);

    @ParameterizedTest(name = "after {0}, {1} = {2} is {3}, leaving {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # stored | time | value | answer             | then stored
            ''       | 10   | 1     | APPENDED            | 10=1.0
            10=1     | 20   | 2     | APPENDED            | 10=1.0 20=2.0
            10=1     | 10   | 1     | DUPLICATE           | 10=1.0
            10=1     | 10   | 2     | DUPLICATE_DIFFERENT | 10=1.0
            10=1     | 5    | 2     | OUT_OF_ORDER        | 5=2.0 10=1.0
            10=1 30=3| 20   | 2     | OUT_OF_ORDER        | 10=1.0 20=2.0 30=3.0
            10=1 30=3| 10   | 1     | DUPLICATE           | 10=1.0 30=3.0
            """)
    void appendResults(String before, long time, double value, AppendResult answer, String after) {
        append(before);

        assertThat(store.append(UP, time, value)).isEqualTo(answer);
        assertThat(text(UP)).isEqualTo(after);
    }

    @Test
    void truncatedSamplesCannotBeAppendedAgain() {
        append("10=1 20=2 30=3");

        store.truncate(20);

        assertThat(text(UP)).isEqualTo("20=2.0 30=3.0");
        assertThat(store.append(UP, 19, 9)).isEqualTo(AppendResult.TOO_OLD);
        assertThat(store.append(UP, 20, 2)).isEqualTo(AppendResult.DUPLICATE);
        store.truncate(5);
        assertThat(store.append(UP, 19, 9)).isEqualTo(AppendResult.TOO_OLD);
    }

    @Test
    void seriesWithoutSamplesIsRemoved() {
        append("10=1");
        store.append(Labels.of("__name__", "down"), 50, 1);

        store.truncate(30);

        assertThat(store.seriesCount()).isEqualTo(1);
        assertThat(store.sampleCount()).isEqualTo(1);
        assertThat(store.select(List.of(Matcher.equal("job", "api")), 0, 100)).isEmpty();
        assertThat(store.append(UP, 40, 1)).isEqualTo(AppendResult.APPENDED);
        assertThat(text(UP)).isEqualTo("40=1.0");
    }

    @Test
    void newSeriesAboveTheMaximumIsRejected() {
        var small = new SeriesStore(1);

        assertThat(small.append(UP, 1, 1)).isEqualTo(AppendResult.APPENDED);
        assertThat(small.append(Labels.of("__name__", "other"), 1, 1)).isEqualTo(AppendResult.LIMIT);
        assertThat(small.append(UP, 2, 1)).isEqualTo(AppendResult.APPENDED);
        assertThatThrownBy(() -> new SeriesStore(0))
                .hasMessage("maximum number of series is 0, but must be at least 1");
    }

    @Test
    void staleMarkerIsDifferentFromOtherNaNs() {
        store.append(UP, 10, StaleMarker.VALUE);
        store.append(UP, 20, OTHER_NAN);

        assertThat(store.append(UP, 10, OTHER_NAN)).isEqualTo(AppendResult.DUPLICATE_DIFFERENT);
        var series = only(UP);
        assertThat(StaleMarker.is(series.values()[series.from()])).isTrue();
        assertThat(StaleMarker.is(series.values()[series.from() + 1])).isFalse();
    }

    @ParameterizedTest(name = "in ({0}, {1}]: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            9  | 30 | 10=1.0 20=2.0 30=3.0
            10 | 30 | 20=2.0 30=3.0
            10 | 29 | 20=2.0
            30 | 99 | ''
            0  | 9  | ''
            20 | 20 | ''
            """)
    void windowExcludesItsStartAndIncludesItsEnd(long after, long until, String expected) {
        append("10=1 20=2 30=3");

        assertThat(text(store.select(List.of(), after, until))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2} finds {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # name | op        | value   | found
            zone   | EQUAL     | a       | one
            zone   | EQUAL     | ''      | three
            zone   | EQUAL     | nowhere | ''
            zone   | NOT_EQUAL | a       | three two
            zone   | NOT_EQUAL | ''      | one two
            zone   | REGEX     | 'a|b'   | one two
            zone   | REGEX     | .*      | one three two
            zone   | REGEX     | .+      | one two
            zone   | REGEX     | ''      | three
            zone   | NOT_REGEX | a.*     | three two
            zone   | NOT_REGEX | .+      | three
            """)
    void matcherSelectsSeries(String name, Matcher.Op op, String value, String expected) {
        store.append(Labels.of("__name__", "two", "zone", "b"), 1, 1);
        store.append(Labels.of("__name__", "three"), 1, 1);
        store.append(Labels.of("__name__", "one", "zone", "a"), 1, 1);

        var found = store.select(List.of(Matcher.promql(name, op, value)), 0, 9);

        assertThat(found.stream().map(series -> series.labels().metricName()))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void allMatchersMustMatch() {
        append("1=1");
        store.append(Labels.of("__name__", "up", "job", "web"), 1, 1);

        assertThat(store.select(List.of(Matcher.equal("__name__", "up"), Matcher.equal("job", "web")), 0, 9))
                .extracting(series -> series.labels().get("job"))
                .containsExactly("web");
    }

    @Test
    void selectedSeriesDoesNotChangeLater() {
        append("10=1 20=2");
        var held = only(UP);

        append("15=9 30=3");
        store.truncate(30);
        for (var time = 31; time < 100; time++) {
            store.append(UP, time, time);
        }

        assertThat(text(List.of(held))).isEqualTo("10=1.0 20=2.0");
    }

    @Test
    void orderOfAppendsMakesNoDifference() {
        var times = new ArrayList<>(LongStream.rangeClosed(1, 200).boxed().toList());
        for (var seed = 0; seed < 20; seed++) {
            Collections.shuffle(times, new Random(seed));
            var shuffled = new SeriesStore(1);
            times.forEach(time -> shuffled.append(UP, time, time));

            var series = shuffled.select(List.of(), 0, 1000).get(0);
            assertThat(Arrays.stream(series.times(), series.from(), series.to()))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 200).boxed().toList());
        }
    }

    @Test
    void concurrentReadersSeeOnlyWholeSamples() throws InterruptedException {
        var broken = Collections.synchronizedList(new ArrayList<String>());
        var writer = new Thread(this::writeALot);
        writer.start();
        while (writer.isAlive()) {
            for (var series : store.select(List.of(Matcher.equal("__name__", "up")), 0, Long.MAX_VALUE)) {
                for (var i = series.from(); i < series.to(); i++) {
                    if (series.times()[i] != (long) series.values()[i]
                            || i > series.from() && series.times()[i] <= series.times()[i - 1]) {
                        broken.add(series.times()[i] + "=" + series.values()[i]);
                    }
                }
            }
        }
        writer.join();
        assertThat(broken).isEmpty();
        assertThat(store.seriesCount()).isEqualTo(50);
        assertThat(store.sampleCount())
                .isEqualTo(store.select(List.of(), 0, Long.MAX_VALUE).stream()
                        .mapToInt(Series::size)
                        .sum());
    }

    /** Out-of-order samples, truncations, and new and removed series. Each value equals its timestamp. */
    private void writeALot() {
        for (var time = 1L; time <= 20_000; time++) {
            var late = time % 7 == 0 ? Math.max(1, time - 3) : time;
            store.append(Labels.of("__name__", "up", "job", "j" + time % 50), late, late);
            if (time % 500 == 0) {
                store.truncate(time - 2_000);
            }
        }
    }

    private void append(String samples) {
        for (var sample : samples.isEmpty() ? new String[0] : samples.split(" ")) {
            var parts = sample.split("=");
            store.append(UP, Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
        }
    }

    private Series only(Labels labels) {
        var found = store.select(List.of(Matcher.equal("__name__", labels.metricName())), 0, Long.MAX_VALUE);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String text(Labels labels) {
        return text(List.of(only(labels)));
    }

    private static String text(List<Series> all) {
        var samples = new ArrayList<String>();
        for (var series : all) {
            for (var i = series.from(); i < series.to(); i++) {
                samples.add(series.times()[i] + "=" + series.values()[i]);
            }
        }
        return String.join(" ", samples);
    }

    @Test
    void recordedSampleThatComesBackIsNoRejection() {
        var own = new SeriesStore(1);
        var labels = Labels.of("__name__", "recorded");
        assertThat(own.append(labels, 1_000, 1).isRejected()).isFalse();
        assertThat(own.append(labels, 1_000, 1).isRejected()).isFalse();
        assertThat(own.append(labels, 1_000, 2).isRejected()).isTrue();
        assertThat(own.append(Labels.of("__name__", "other"), 1_000, 1).isRejected())
                .isTrue();
    }

    @Test
    void seriesThatAreNotKeptAreNotStoredAndGoAtTheNextTruncation() {
        var kept = new HashSet<>(List.of(Labels.of("a", "1"), Labels.of("a", "2")));
        var filtered = new SeriesStore(2, kept::contains);
        assertThat(filtered.append(Labels.of("a", "1"), 10, 1)).isEqualTo(AppendResult.APPENDED);
        assertThat(filtered.append(Labels.of("a", "2"), 10, 1)).isEqualTo(AppendResult.APPENDED);
        assertThat(filtered.append(Labels.of("a", "3"), 10, 1)).isEqualTo(AppendResult.NOT_KEPT);
        kept.remove(Labels.of("a", "1"));
        kept.add(Labels.of("a", "3"));
        assertThat(filtered.append(Labels.of("a", "1"), 20, 1)).isEqualTo(AppendResult.APPENDED);
        assertThat(filtered.append(Labels.of("a", "3"), 20, 1)).isEqualTo(AppendResult.LIMIT);

        filtered.truncate(0);
        assertThat(filtered.seriesCount()).isEqualTo(1);
        assertThat(filtered.sampleCount()).isEqualTo(1);
        assertThat(filtered.append(Labels.of("a", "1"), 30, 1)).isEqualTo(AppendResult.NOT_KEPT);
        assertThat(filtered.append(Labels.of("a", "3"), 30, 1)).isEqualTo(AppendResult.APPENDED);
    }
}
