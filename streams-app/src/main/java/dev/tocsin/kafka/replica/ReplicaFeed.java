package dev.tocsin.kafka.replica;

import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.LogRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Folds records into a replica without Kafka Streams: those of topics that a command reads once, or of copied topics.
 * Used by one thread.
 */
public final class ReplicaFeed {
    private final Replica replica;
    private final ReplicaState state;
    private final Map<String, ReplicaState.Source> sources;

    /**
     * A feed of an empty replica.
     *
     * @param clock the time of the log
     * @param nanos the same as a monotonic clock, in nanoseconds
     */
    public ReplicaFeed(Topics topics, RecordValidator validator, InstantSource clock, LongSupplier nanos) {
        replica = new Replica(topics, validator, clock, nanos, CheckQueue.INLINE, HistorySettings.NONE);
        state = replica.newState();
        sources = state.sources().stream().collect(Collectors.toMap(ReplicaState.Source::topic, Function.identity()));
    }

    public Replica replica() {
        return replica;
    }

    /** Folds a record of any topic but samples. Listeners hear of its change once the replica is active. */
    public void fold(LogRecord record) {
        replica.apply(state, sources.get(record.topic()), record, new Partition(record.topic(), 0));
    }

    /** Shows what was folded, and announces it to listeners. */
    public void activate() {
        replica.activate(state);
    }
}
