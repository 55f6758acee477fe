package dev.tocsin.kafka.log;

import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Splits samples into records: each series is always in the same partition, each record is below brokers' size limit. */
final class SampleBatchSplitter {
    private static final int MAX_BYTES = 512 * 1024;

    private SampleBatchSplitter() {}

    /** A record. @param value the encoded samples */
    record PartitionRecord(int partition, String key, byte[] value) {}

    static List<PartitionRecord> split(SampleBatch batch, int partitions) {
        var encoder = new SampleEncoder();
        var series = batch.series().stream().map(encoder::encode).toList();
        return batch.isRecorded()
                ? splitRecorded(series, batch.source(), batch.tick(), partitions)
                : split(series, partitions);
    }

    // The tick is in the last record only: a reader of the tick has read all samples.
    private static List<PartitionRecord> splitRecorded(
            List<EncodedSeries> series, String source, Instant tick, int partitions) {
        var key = Labels.of("source", source).fingerprint().bits();
        var chunks = chunks(series);
        var records = new ArrayList<PartitionRecord>();
        for (var i = 0; i < chunks.size(); i++) {
            var isLast = i == chunks.size() - 1;
            var value = SampleEncoder.record(chunks.get(i), source, isLast ? tick : SampleBatch.NO_TICK);
            records.add(new PartitionRecord(partition(key, partitions), text(key), value));
        }
        return records;
    }

    /** Samples from outside. */
    static List<PartitionRecord> split(List<EncodedSeries> series, int partitions) {
        var byPartition = series.stream()
                .collect(Collectors.groupingBy(
                        one -> partition(one.hash(), partitions), TreeMap::new, Collectors.toList()));
        var records = new ArrayList<PartitionRecord>();
        byPartition.forEach((partition, some) -> {
            for (var chunk : chunks(some)) {
                var value = SampleEncoder.record(chunk, "", SampleBatch.NO_TICK);
                records.add(new PartitionRecord(partition, text(chunk.get(0).hash()), value));
            }
        });
        return records;
    }

    /** At least one chunk. It is empty only if there are no series, because an evaluation without samples has a tick, too. */
    private static List<List<EncodedSeries>> chunks(List<EncodedSeries> series) {
        var chunks = new ArrayList<List<EncodedSeries>>();
        var chunk = new ArrayList<EncodedSeries>();
        var size = 0;
        for (var next : series) {
            if (size > 0 && size + next.size() > MAX_BYTES) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                size = 0;
            }
            chunk.add(next);
            size += next.size();
        }
        chunks.add(chunk);
        return chunks;
    }

    // Never change this: another hash would move every series to another partition.
    static int partition(long hash, int partitions) {
        return (int) Long.remainderUnsigned(hash, partitions);
    }

    static String text(long hash) {
        return new Fingerprint(hash).toString();
    }
}
