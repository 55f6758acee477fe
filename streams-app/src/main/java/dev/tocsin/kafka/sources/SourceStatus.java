package dev.tocsin.kafka.sources;

import java.util.List;
import java.util.Map;

/**
 * A source as one instance sees it: the partitions that this instance reads, and its figures since its start.
 *
 * @param state RUNNING, or the state of the client that reads sources
 * @param problem why the client does not run; empty if it does
 * @param series number of series in the partitions of series that this instance has
 * @param ignored records without samples by design, by reason
 * @param refused records and parts that could not be used, by reason
 * @param examples the newest refused records
 */
public record SourceStatus(
        String name,
        String format,
        String topics,
        String state,
        String problem,
        long records,
        long samples,
        int series,
        Map<String, Long> ignored,
        Map<String, Long> refused,
        List<PartitionStatus> partitions,
        List<RefusedRecord> examples) {
    public long refusedCount() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records that were not processed yet, of the partitions that this instance reads. */
    public long lag() {
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, partition.lag()))
                .sum();
    }

    /**
     * A partition of a source.
     *
     * @param processed the first offset that was not processed; -1 if unknown
     * @param end the end of the partition; -1 if unknown
     * @param lastRecordMs timestamp of the newest record that this instance has read, in milliseconds since 1970; 0 if none
     */
    public record PartitionStatus(String topic, int partition, long processed, long end, long lastRecordMs) {
        /** Records that were not processed yet; -1 if unknown. */
        public long lag() {
            return end < 0 || processed < 0 ? -1 : Math.max(0, end - processed);
        }
    }
}
