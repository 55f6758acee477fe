package dev.tocsin.kafka.log;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.SeriesExemplars;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.SampleBatchSplitter.PartitionRecord;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Splits metadata and exemplars into records: exemplars go to the partition of their series, each record is below brokers'
 * size limit.
 */
final class AdditionalSplitter {
    /** Of UTF-16, which have at most three bytes each. */
    private static final int MAX_CHARACTERS = 150 * 1024;

    /** More than the bytes of lengths, times and values. */
    private static final int OVERHEAD = 64;

    private AdditionalSplitter() {}

    static List<PartitionRecord> split(MetadataAndExemplars additional, int partitions) {
        var records = new ArrayList<PartitionRecord>();
        for (var chunk : chunks(additional.metadata(), AdditionalSplitter::length)) {
            var hash = hash(Labels.of(Labels.NAME, chunk.get(0).metric()));
            records.add(record(new MetadataAndExemplars(chunk, List.of()), hash, partitions));
        }
        var byPartition = additional.exemplars().stream()
                .collect(Collectors.groupingBy(
                        one -> SampleBatchSplitter.partition(hash(one.series()), partitions),
                        TreeMap::new,
                        Collectors.toList()));
        for (var some : byPartition.values()) {
            for (var chunk : chunks(some, AdditionalSplitter::length)) {
                var hash = hash(chunk.get(0).series());
                records.add(record(new MetadataAndExemplars(List.of(), chunk), hash, partitions));
            }
        }
        return records;
    }

    private static PartitionRecord record(MetadataAndExemplars part, long hash, int partitions) {
        return new PartitionRecord(
                SampleBatchSplitter.partition(hash, partitions),
                SampleBatchSplitter.text(hash),
                Codecs.SAMPLES.encode(SampleBatch.of(part)));
    }

    private static <T> List<List<T>> chunks(List<T> all, ToLongFunction<T> length) {
        var chunks = new ArrayList<List<T>>();
        var size = (long) MAX_CHARACTERS;
        for (var next : all) {
            size += length.applyAsLong(next);
            if (size > MAX_CHARACTERS) {
                chunks.add(new ArrayList<>());
                size = length.applyAsLong(next);
            }
            chunks.get(chunks.size() - 1).add(next);
        }
        return chunks;
    }

    private static long length(MetricMetadata one) {
        return OVERHEAD
                + one.metric().length()
                + one.help().length()
                + one.unit().length();
    }

    private static long length(SeriesExemplars one) {
        return OVERHEAD
                + one.series().length()
                + one.exemplars().stream()
                        .mapToLong(exemplar -> OVERHEAD + exemplar.labels().length())
                        .sum();
    }

    private static long hash(Labels labels) {
        return labels.fingerprint().bits();
    }
}
