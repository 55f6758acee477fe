package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.replica.FoldResult.Write;
import dev.tocsin.kafka.replica.FoldResult.Write.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Passes the records of a topic with one partition to the replica, and stores what they change.
 *
 * <p>The offset of a record is stored in the same write as its changes. Records that are read again after a crash have
 * an offset that is not greater, and are not folded again: the store is always the fold of the records up to its offset.
 */
final class FoldProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final String OFFSET_KEY = "#folded";
    /** Time from which the topic had no gap when it was read. */
    private static final String KNOWN_SINCE_KEY = "#history-since";

    private static final long NOTHING_READ = -1;
    private static final int EVICTED_AT_ONCE = 500;

    private final Replica replica;
    private final ReplicaState state;
    private final ReplicaState.Source source;
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, byte[]> store;
    private long foldedOffset = NOTHING_READ;
    private long readOffset = NOTHING_READ;
    /** Not stored yet; null if it is stored, or unknown. */
    private Instant knownSince;

    FoldProcessor(Replica replica, ReplicaState state, ReplicaState.Source source) {
        this.replica = replica;
        this.state = state;
        this.source = source;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        store = context.getStateStore(source.store());
        state.onLateWrites(this::storeLateWrites);
        source.readableStore().set(key -> store.get(key));
        try (var all = store.all()) {
            all.forEachRemaining(this::restore);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new ProcessorStateException("store %s is damaged".formatted(source.store()), e);
        }
    }

    private void restore(KeyValue<String, byte[]> stored) {
        if (stored.key.equals(OFFSET_KEY)) {
            foldedOffset = ByteBuffer.wrap(stored.value).getLong();
        } else if (stored.key.equals(KNOWN_SINCE_KEY)) {
            source.knownSince()
                    .accept(Instant.ofEpochMilli(ByteBuffer.wrap(stored.value).getLong()));
        } else if (stored.key.startsWith(Kind.HISTORY.prefix())) {
            source.fold()
                    .restoreHistory(stored.key.substring(Kind.HISTORY.prefix().length()), stored.value);
        } else if (stored.key.startsWith(Kind.UNCHECKED.prefix())) {
            var unchecked = UncheckedRecord.of(source.topic(), stored.key.substring(1), stored.value);
            var check = source.fold().restoreUnchecked(unchecked);
            replica.check(state, source, unchecked.record(), new Partition(source.topic(), 0), check);
        } else {
            source.fold().restore(stored.key.substring(Kind.ENTRY.prefix().length()), stored.value);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var metadata = context.recordMetadata().orElseThrow();
        var partition = Partition.of(metadata);
        var read = LogRecord.of(record, metadata);
        checkForGap(read);
        if (read.offset() <= foldedOffset) {
            replica.skipFolded(state, read, partition);
        } else {
            var writes = replica.apply(state, source, read, partition).writes();
            if (!writes.isEmpty()) {
                store(writes, read.offset());
            }
        }
        state.evictHistory(read.at(), EVICTED_AT_ONCE);
        state.storeLateWrites();
    }

    /**
     * A new instance reads what compaction and retention have left. Before the last gap between two records, others may
     * have been there.
     */
    private void checkForGap(LogRecord read) {
        var isFirst = readOffset == NOTHING_READ && foldedOffset == NOTHING_READ;
        var isGap = readOffset != NOTHING_READ && read.offset() > readOffset + 1;
        if ((isFirst || isGap) && source.knownSince() != ReplicaState.NO_HISTORY) {
            source.knownSince().accept(read.at());
            knownSince = read.at();
        }
        readOffset = read.offset();
    }

    private void storeLateWrites() {
        var late = new ArrayList<Write>();
        for (var write = source.lateWrites().poll();
                write != null;
                write = source.lateWrites().poll()) {
            late.add(write);
        }
        if (!late.isEmpty()) {
            store(late, foldedOffset);
        }
    }

    private void store(List<Write> changes, long offset) {
        var writes = new ArrayList<KeyValue<String, byte[]>>();
        for (var write : changes) {
            writes.add(KeyValue.pair(write.storeKey(), write.value().orElse(null)));
        }
        writes.add(KeyValue.pair(OFFSET_KEY, bytes(offset)));
        if (knownSince != null) {
            writes.add(KeyValue.pair(KNOWN_SINCE_KEY, bytes(knownSince.toEpochMilli())));
            knownSince = null;
        }
        store.putAll(writes);
        foldedOffset = offset;
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
