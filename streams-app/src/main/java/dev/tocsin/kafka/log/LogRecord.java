package dev.tocsin.kafka.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A consumed record of a shared topic.
 *
 * @param at the append time of the broker
 * @param key empty if the record has none
 * @param value empty for a tombstone
 * @param batch the records that it was appended with; empty if it was appended alone
 * @param findings of the instance whose heartbeat it is; empty if it is another record
 */
public record LogRecord(
        String topic,
        long offset,
        Instant at,
        String key,
        Optional<byte[]> value,
        Optional<RecordBatch> batch,
        Optional<FindingsHeader> findings) {
    /** A record that was appended with others, or alone. */
    public LogRecord(
            String topic, long offset, Instant at, String key, Optional<byte[]> value, Optional<RecordBatch> batch) {
        this(topic, offset, at, key, value, batch, Optional.empty());
    }

    /** A record that was appended alone. */
    public LogRecord(String topic, long offset, Instant at, String key, Optional<byte[]> value) {
        this(topic, offset, at, key, value, Optional.empty());
    }

    /** A record that Kafka Streams passes to a processor. */
    public static LogRecord of(Record<byte[], byte[]> record, RecordMetadata metadata) {
        return of(metadata.topic(), metadata.offset(), record.timestamp(), record.key(), record.value())
                .with(RecordBatch.of(record.headers()), FindingsHeader.of(record.headers()));
    }

    /** A record of a plain consumer. */
    public static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.topic(), record.offset(), record.timestamp(), record.key(), record.value())
                .with(RecordBatch.of(record.headers()), FindingsHeader.of(record.headers()));
    }

    // A record with an invalid time or key, from any client, must not stop the reader.
    private static LogRecord of(String topic, long offset, long timestamp, byte[] key, byte[] value) {
        return new LogRecord(
                topic,
                offset,
                Instant.ofEpochMilli(Math.max(0, timestamp)),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                Optional.ofNullable(value),
                Optional.empty());
    }

    public LogRecord withKey(String other) {
        return new LogRecord(topic, offset, at, other, value, batch, findings);
    }

    /** The record with a value of no bytes, or the tombstone. */
    public LogRecord withoutBytes() {
        return new LogRecord(topic, offset, at, key, value.map(bytes -> new byte[0]), batch);
    }

    private LogRecord with(Optional<RecordBatch> itsBatch, Optional<FindingsHeader> itsFindings) {
        return new LogRecord(topic, offset, at, key, value, itsBatch, itsFindings);
    }
}
