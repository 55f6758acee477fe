package dev.tocsin.kafka.sources;

import dev.tocsin.labels.Labels;

/** Series with the times of the last records of the partitions of a source. */
final class LastRecordSeries {
    /** The time of the last record that was read of a partition, in seconds since 1970; 0 if there was none. */
    private static final String NAME = "tocsin_source_last_record_seconds";

    private LastRecordSeries() {}

    static Labels labels(String source, String topic, int partition) {
        return Labels.of(Labels.NAME, NAME, "source", source, "topic", topic, "partition", Integer.toString(partition));
    }
}
