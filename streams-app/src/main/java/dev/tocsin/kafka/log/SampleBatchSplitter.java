package dev.tocsin.kafka.log;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Splits samples into records: each series is always in the same partition, each record is below brokers' size limit. */
final class SampleBatchSplitter {
    private static final int MAX_BYTES = 512 * 1024;
    private static final int SAMPLE_BYTES = 16;
    private static final int HISTOGRAM_BYTES = 64;
    private static final int BUCKET_BYTES = 13;

    private SampleBatchSplitter() {}

    /** The samples of one record. */
    record PartitionBatch(int partition, String key, SampleBatch batch) {}

    static List<PartitionBatch> split(SampleBatch batch, int partitions) {
        return batch.isRecorded() ? splitRecorded(batch, partitions) : splitBySeries(batch, partitions);
    }

    // The tick is in the last record only: a reader of the tick has read all samples.
    private static List<PartitionBatch> splitRecorded(SampleBatch batch, int partitions) {
        var key = hash(Labels.of("source", batch.source()));
        var partition = partition(key, partitions);
        var chunks = chunks(batch.series());
        var parts = new ArrayList<PartitionBatch>();
        for (var i = 0; i < chunks.size(); i++) {
            var isLast = i == chunks.size() - 1;
            var tick = isLast ? batch.tick() : SampleBatch.NO_TICK;
            parts.add(new PartitionBatch(partition, text(key), new SampleBatch(chunks.get(i), batch.source(), tick)));
        }
        return parts;
    }

    private static List<PartitionBatch> splitBySeries(SampleBatch batch, int partitions) {
        var byPartition = batch.series().stream()
                .collect(Collectors.groupingBy(
                        one -> partition(hash(one.labels()), partitions), TreeMap::new, Collectors.toList()));
        var parts = new ArrayList<PartitionBatch>();
        byPartition.forEach((partition, series) -> chunks(series).stream()
                .filter(chunk -> !chunk.isEmpty())
                .forEach(chunk -> parts.add(
                        new PartitionBatch(partition, text(hash(chunk.get(0).labels())), SampleBatch.of(chunk)))));
        return parts;
    }

    /** At least one chunk. It may be empty, because an evaluation without samples has a tick, too. */
    private static List<List<TimeSeries>> chunks(List<TimeSeries> series) {
        var chunks = new ArrayList<List<TimeSeries>>();
        var chunk = new ArrayList<TimeSeries>();
        var size = 0;
        for (var next : series) {
            if (size > 0 && size + size(next) > MAX_BYTES) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                size = 0;
            }
            chunk.add(next);
            size += size(next);
        }
        chunks.add(chunk);
        return chunks;
    }

    private static int size(TimeSeries series) {
        var size = new int[] {series.samples().size() * SAMPLE_BYTES};
        for (var sample : series.samples()) {
            size[0] += sample.histogramOrEmpty().map(SampleBatchSplitter::size).orElse(0);
        }
        series.labels().forEach((name, value) -> size[0] += utf8(name) + utf8(value));
        return size[0];
    }

    private static int size(Histogram histogram) {
        var buckets = histogram.positive().size() + histogram.negative().size();
        return HISTOGRAM_BYTES + buckets * BUCKET_BYTES + histogram.layout().boundCount() * Double.BYTES;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + 2;
    }

    private static long hash(Labels labels) {
        return labels.fingerprint().bits();
    }

    // Never change this: another hash would move every series to another partition.
    private static int partition(long hash, int partitions) {
        return (int) Long.remainderUnsigned(hash, partitions);
    }

    private static String text(long hash) {
        return "%016x".formatted(hash);
    }
}
