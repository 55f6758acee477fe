package dev.tocsin.bench;

import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleOrigin;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleDecoder;
import dev.tocsin.kafka.codec.SampleEncoder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of a sample on its way to the samples topic and from there to the store: in the form of the generated classes, which is the
 * reference, and in the form that an instance uses. One sample of each series a round, 500 series a record.
 */
final class SampleBenchmark {
    private static final int SERIES_PER_RECORD = 500;
    private static final int TURNS = 4;

    private final List<SyntheticFleet.GeneratedSeries> series;
    private final SeriesStore store;
    private final SampleDecoder decoder = new SampleDecoder();
    /** The decoded samples with the times of a later round. */
    private final SampleColumns later = new SampleColumns();

    private long time;

    private SampleBenchmark(int count) {
        series = SyntheticFleet.ofSeries(count).series();
        store = new SeriesStore(count);
    }

    static void print(PrintStream out) {
        out.println("| a sample of | generated classes | direct | CPU time, direct / generated |");
        out.println("|---|---|---|---|");
        for (var count : new int[] {10_000, 100_000}) {
            var benchmark = new SampleBenchmark(count);
            var batches = benchmark.batches();
            var records = batches.stream().map(Codecs.SAMPLES::encode).toList();
            print(
                    out,
                    "%,d series: encode".formatted(count),
                    count,
                    () -> batches.forEach(Codecs.SAMPLES::encode),
                    () -> batches.forEach(SampleBenchmark::encodeDirect));
            print(
                    out,
                    "%,d series: decode".formatted(count),
                    count,
                    () -> records.forEach(SampleBenchmark::decodeGenerated),
                    () -> records.forEach(benchmark.decoder::decode));
            print(
                    out,
                    "%,d series: decode and append".formatted(count),
                    count,
                    () -> benchmark.appendGenerated(records),
                    () -> benchmark.appendDirect(records));
        }
    }

    /** Measures both in turns, because other programs disturb a measurement, and prints the least cost of each. */
    private static void print(PrintStream out, String work, int samples, Runnable generated, Runnable direct) {
        var before = CpuMeter.ofThread(generated);
        var after = CpuMeter.ofThread(direct);
        for (var turn = 1; turn < TURNS; turn++) {
            before = least(before, CpuMeter.ofThread(generated));
            after = least(after, CpuMeter.ofThread(direct));
        }
        out.printf(
                "| %s | %s | %s | %.2f |%n",
                work, before.dividedBy(samples), after.dividedBy(samples), after.nanos() / before.nanos());
    }

    private static Cost least(Cost one, Cost other) {
        return one.nanos() <= other.nanos() ? one : other;
    }

    private List<SampleBatch> batches() {
        var batches = new ArrayList<SampleBatch>();
        for (var from = 0; from < series.size(); from += SERIES_PER_RECORD) {
            batches.add(SampleBatch.of(series.subList(from, from + SERIES_PER_RECORD).stream()
                    .map(one -> TimeSeries.of(
                            one.labels(), 1_700_000_000_000L, one.curve().at(0)))
                    .toList()));
        }
        return batches;
    }

    private static byte[] encodeDirect(SampleBatch batch) {
        var encoder = new SampleEncoder();
        var series = batch.series().stream().map(encoder::encode).toList();
        return SampleEncoder.record(series, batch.source(), batch.tick());
    }

    private static void decodeGenerated(byte[] record) {
        Codecs.SAMPLES.decode(record).orThrow();
    }

    private void appendGenerated(List<byte[]> records) {
        nextTick();
        for (var record : records) {
            for (var one : Codecs.SAMPLES.decode(record).orThrow().series()) {
                one.samples().forEach(sample -> store.append(one.labels(), sample.time() + time, sample.value()));
            }
        }
    }

    private void appendDirect(List<byte[]> records) {
        nextTick();
        for (var record : records) {
            var samples = decoder.decode(record).orThrow().samples();
            later.clear();
            for (var row = 0; row < samples.size(); row++) {
                later.add(samples.labels(row), samples.time(row) + time, samples.value(row), 0);
            }
            store.append(later, SampleOrigin.UNMARKED, rejected -> {});
        }
    }

    private void nextTick() {
        time += SyntheticFleet.INTERVAL_MILLIS;
    }
}
