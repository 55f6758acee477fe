package dev.tocsin.replay;

import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.log.FindingsHeader;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.RecordWriter;
import dev.tocsin.kafka.replica.ReplicaFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Appends to a replica what an instance would append to the topics. */
final class VirtualRecordWriter implements RecordWriter {
    /** Follows on all offsets of copied records. */
    private static final long FIRST_OFFSET = 1L << 62;

    private final ReplicaFeed feed;
    private final InstantSource logTime;
    private final BiConsumer<Topic<?>, LogRecord> appended;
    private long nextOffset = FIRST_OFFSET;

    /** @param appended is told each record after it was folded */
    VirtualRecordWriter(ReplicaFeed feed, InstantSource logTime, BiConsumer<Topic<?>, LogRecord> appended) {
        this.feed = feed;
        this.logTime = logTime;
        this.appended = appended;
    }

    @Override
    public <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T value) {
        return append(topic, topic.key(value), Optional.of(topic.codec().encode(value)));
    }

    /** Without the findings: there is no other instance to compare them. */
    @Override
    public <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T heartbeat, FindingsHeader findings) {
        return append(topic, heartbeat);
    }

    @Override
    public CompletableFuture<RecordPosition> delete(Topic<?> topic, String id) {
        return append(topic, topic.key(id), Optional.empty());
    }

    private CompletableFuture<RecordPosition> append(Topic<?> topic, String key, Optional<byte[]> value) {
        var at = logTime.instant().truncatedTo(ChronoUnit.MILLIS);
        var record = new LogRecord(topic.name(), nextOffset++, at, key, value);
        feed.fold(record);
        appended.accept(topic, record);
        return CompletableFuture.completedFuture(new RecordPosition(topic.name(), 0, record.offset()));
    }

    @Override
    public Duration appendTimeout() {
        return Duration.ZERO;
    }
}
