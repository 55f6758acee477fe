package dev.tocsin.sources;

import java.util.List;
import java.util.Optional;

/**
 * Record of a topic that is a source.
 *
 * @param timeMs timestamp of the record in milliseconds since 1970: the producer's or the broker's, as the topic says
 * @param key null if the record has none
 * @param value null for a tombstone
 */
public record SourceRecord(
        String topic, int partition, long offset, long timeMs, byte[] key, byte[] value, List<SourceHeader> headers) {
    public SourceRecord {
        headers = List.copyOf(headers);
    }

    /** The last header with a name, which is the one that counts in Kafka. */
    public Optional<SourceHeader> header(String name) {
        for (var i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).key().equals(name)) {
                return Optional.of(headers.get(i));
            }
        }
        return Optional.empty();
    }

    /** The same record with the value that an envelope contains. */
    public SourceRecord withValue(byte[] other) {
        return new SourceRecord(topic, partition, offset, timeMs, key, other, headers);
    }
}
