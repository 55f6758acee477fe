package dev.tocsin.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The decoder and the encoder of samples must give the same as the generated classes. */
class SampleDecoderTest {
    private static final Labels UP = Labels.of("__name__", "up", "job", "api");
    private static final Instant TICK = Instant.parse("2026-01-01T12:00:00Z");

    private final LabelSetCache cache = new LabelSetCache(1 << 20);
    private final SampleDecoder decoder = new SampleDecoder(cache);

    @RepeatedTest(200)
    void randomBatchIsDecodedAsByTheGeneratedClasses(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var batch = batch(random);
        var bytes = Codecs.SAMPLES.encode(batch);
        assertThat(decoder.decodeDirectly(bytes))
                .as("decoded without generated classes")
                .isNotNull();
        assertThat(rows(decoder.decode(bytes).orThrow().samples())).isEqualTo(rows(batch));
        assertThat(decoder.decode(bytes).orThrow().source()).isEqualTo(batch.source());
        assertThat(decoder.decode(bytes).orThrow().tick()).isEqualTo(batch.tick());
    }

    @RepeatedTest(200)
    void randomBatchIsEncodedAsByTheGeneratedClasses(RepetitionInfo repetition) {
        var batch = batch(new Random(repetition.getCurrentRepetition()));
        var encoder = new SampleEncoder();
        var series = batch.series().stream().map(encoder::encode).toList();
        assertThat(SampleEncoder.record(series, batch.source(), batch.tick())).isEqualTo(Codecs.SAMPLES.encode(batch));
        assertThat(series)
                .extracting(EncodedSeries::hash)
                .isEqualTo(batch.series().stream()
                        .map(one -> one.labels().fingerprint().bits())
                        .toList());
    }

    @RepeatedTest(100)
    void damagedRecordIsRefusedWithTheSameReason(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var bytes = Codecs.SAMPLES.encode(batch(random));
        for (var i = 0; i < 50; i++) {
            var damaged = Arrays.copyOf(bytes, 10 + random.nextInt(bytes.length - 9));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            var expected = Codecs.SAMPLES.decode(damaged);
            var found = decoder.decode(damaged);
            assertThat(text(found)).isEqualTo(expected.fold(batch -> "" + rows(batch), reason -> reason));
        }
    }

    @Test
    void labelSetIsDecodedOnceForItsSeries() {
        var bytes = Codecs.SAMPLES.encode(SampleBatch.of(List.of(TimeSeries.of(UP, 1, 1))));
        var first = decoder.decode(bytes).orThrow().samples().labels(0);
        assertThat(first).isEqualTo(UP);
        assertThat(decoder.decode(bytes).orThrow().samples().labels(0)).isSameAs(first);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void cacheIsBoundedAndForgetsWhatIsNotUsed() {
        for (var i = 0; i < 20_000; i++) {
            var series = TimeSeries.of(Labels.of("__name__", "up", "instance", "host-" + i), 1, 1);
            decoder.decode(Codecs.SAMPLES.encode(SampleBatch.of(List.of(series, TimeSeries.of(UP, 1, 1)))));
        }
        assertThat(cache.size()).isBetween(1_000, 5_000);
        var up = decoder.decode(Codecs.SAMPLES.encode(SampleBatch.of(List.of(TimeSeries.of(UP, 1, 1)))));
        assertThat(up.orThrow().samples().labels(0)).isEqualTo(UP);
    }

    @Test
    void tooLongLabelsAreRefusedEachTime() {
        var batch = SampleBatch.of(List.of(TimeSeries.of(Labels.of("__name__", "x".repeat(70_000)), 1, 1)));
        for (var i = 0; i < 2; i++) {
            assertThat(text(decoder.decode(Codecs.SAMPLES.encode(batch))))
                    .contains("labels have 70008 characters, but the maximum is 65536");
        }
    }

    @Test
    void jsonIsReadAsBefore() {
        var json =
                "{\"series\": [{\"labels\": {\"__name__\": \"up\"}, \"samples\": [{\"timestamp\": 5, \"value\": 1}]}]}";
        assertThat(text(decoder.decode(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("[{__name__=\"up\"} 5 1.0 0]");
        assertThat(text(decoder.decode(new byte[0]))).contains("is not a valid SampleBatchRecord");
    }

    private static String text(Decoded<DecodedSamples> decoded) {
        return decoded.fold(samples -> "" + rows(samples.samples()), reason -> reason);
    }

    private static List<String> rows(SampleColumns columns) {
        var rows = new ArrayList<String>();
        for (var row = 0; row < columns.size(); row++) {
            rows.add(row(columns.labels(row), columns.sample(row)));
        }
        return rows;
    }

    private static List<String> rows(SampleBatch batch) {
        var rows = new ArrayList<String>();
        batch.series().forEach(series -> series.samples().forEach(sample -> rows.add(row(series.labels(), sample))));
        return rows;
    }

    private static String row(Labels labels, Sample sample) {
        var value =
                sample.isHistogram() ? sample.histogram() : StaleMarker.is(sample.value()) ? "stale" : sample.value();
        return "%s %d %s %d".formatted(labels, sample.time(), value, sample.startTimestamp());
    }

    private static SampleBatch batch(Random random) {
        var series = new ArrayList<TimeSeries>();
        for (var i = random.nextInt(6); i > 0; i--) {
            series.add(series(random));
        }
        return random.nextBoolean() ? SampleBatch.of(series) : new SampleBatch(series, "ns/group", TICK);
    }

    private static TimeSeries series(Random random) {
        var labels = new LinkedHashMap<String, String>();
        for (var i = random.nextInt(5); i > 0; i--) {
            labels.put(text(random), text(random));
        }
        var samples = new ArrayList<Sample>();
        for (var i = random.nextInt(5); i > 0; i--) {
            samples.add(sample(random, 2 * i + random.nextInt(2)));
        }
        samples.sort((one, other) -> Long.compare(one.time(), other.time()));
        return new TimeSeries(Labels.of(labels), samples);
    }

    private static Sample sample(Random random, long time) {
        var start = random.nextBoolean() ? 0 : random.nextLong();
        return switch (random.nextInt(4)) {
            case 0 -> Sample.of(time, StaleMarker.VALUE).withStartTimestamp(start);
            case 1 -> Sample.of(time, histogram(random)).withStartTimestamp(start);
            default -> Sample.of(time, random.nextGaussian()).withStartTimestamp(start);
        };
    }

    private static Histogram histogram(Random random) {
        var custom = random.nextBoolean();
        return new Histogram(
                custom ? BucketLayout.custom(-1, 5) : BucketLayout.exponential(random.nextInt(8), 0.001),
                custom ? 0 : random.nextInt(9),
                random.nextInt(99),
                random.nextGaussian(),
                BucketCounts.ofContiguous(custom ? 0 : random.nextInt(), 1, 2.5),
                custom ? BucketCounts.NONE : BucketCounts.of(new int[] {-7, 9}, new double[] {1, 2.5}),
                CounterResetHint.values()[random.nextInt(4)]);
    }

    private static String text(Random random) {
        return List.of("", "a", "__name__", "\uD83D\uDD14 {}=", "x".repeat(300)).get(random.nextInt(5));
    }
}
