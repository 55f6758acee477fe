package dev.tocsin.kafka.sources;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The partition of a series between the stages. Record keys are numbers of partitions. */
final class SeriesPartition {
    /** Never change this: the totals of a series are in the store of its partition. */
    static final int COUNT = 4;

    private SeriesPartition() {}

    /** @param hash the bits of the fingerprint of the labels */
    static int of(long hash, int partitions) {
        return (int) Long.remainderUnsigned(hash, partitions);
    }

    static String key(int partition) {
        return Integer.toString(partition);
    }

    static StreamPartitioner<String, byte[]> ofKey() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(Integer.parseInt(key)));
    }
}
