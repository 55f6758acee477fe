package dev.tocsin.kafka.log;

import dev.tocsin.kafka.Keys;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record as the fold sees it.
 *
 * @param at when the broker had it
 * @param value empty for a tombstone
 */
public record LogRecord(String topic, long offset, Instant at, String key, Optional<byte[]> value) {
    /** One that Streams gives to a processor. */
    public static LogRecord of(Record<byte[], byte[]> record, RecordMetadata place) {
        return of(place.topic(), place.offset(), record.timestamp(), record.key(), record.value());
    }

    /** One that a consumer was given. */
    public static LogRecord of(ConsumerRecord<byte[], byte[]> found) {
        return of(found.topic(), found.offset(), found.timestamp(), found.key(), found.value());
    }

    // A record of a client that gave no time, or nonsense, must not stop the others.
    private static LogRecord of(String topic, long offset, long timestamp, byte[] key, byte[] value) {
        return new LogRecord(
                topic,
                offset,
                Instant.ofEpochMilli(Math.max(0, timestamp)),
                Keys.text(key),
                Optional.ofNullable(value));
    }

    public LogRecord withKey(String other) {
        return new LogRecord(topic, offset, at, other, value);
    }
}
