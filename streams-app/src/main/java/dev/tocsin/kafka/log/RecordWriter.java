package dev.tocsin.kafka.log;

import dev.tocsin.kafka.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Appends records to the shared topics that have one partition. */
public interface RecordWriter {
    /** Fails with {@link dev.tocsin.kafka.OversizedRecordException} if the value can never be stored. */
    <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T value);

    /** Appends a heartbeat with the findings of its instance, as {@link #append(Topic, Object)}. */
    <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T heartbeat, FindingsHeader findings);

    /** Appends a tombstone. @param id of the value, without the key prefix of its kind */
    CompletableFuture<RecordPosition> delete(Topic<?> topic, String id);

    /** Time after which an append fails; the record may be written until then. */
    Duration appendTimeout();
}
