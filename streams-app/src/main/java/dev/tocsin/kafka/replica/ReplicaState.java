package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.replica.FoldResult.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All folds of one client of the replica topology. A rebuilt client folds into a new state, beside the one that readers
 * see, so that readers never see a state that is being restored.
 */
final class ReplicaState {
    /** Ignores the time from which a topic is known: the topic has no history. */
    static final Consumer<Instant> NO_HISTORY = since -> {};

    private final List<Source> sources;
    private final Map<ReplicaView<?>, KeyedTable<?>> tables;
    private final SlotTable slots;
    private final ReplicaHistory history;
    private final Map<Partition, Long> readUpTo = new TreeMap<>();
    private final Map<Partition, NavigableSet<Long>> unchecked = new TreeMap<>();
    private final List<Runnable> storeLateWrites = new ArrayList<>();
    private Instant newestAppendTime = Instant.EPOCH;

    /** @param sources in the order in which their changes are announced */
    ReplicaState(
            List<Source> sources, Map<ReplicaView<?>, KeyedTable<?>> tables, SlotTable slots, ReplicaHistory history) {
        this.history = history;
        this.sources = sources;
        this.tables = tables;
        this.slots = slots;
    }

    /**
     * A topic, the store that is folded from it, and the fold.
     *
     * @param lateWrites writes of records that were validated after they were read; only the folding thread may use stores
     * @param knownSince is told the time from which the topic had no gap when it was read
     * @param readableStore reads the store, from any thread; null until the store is open
     */
    record Source(
            String store,
            String topic,
            Fold fold,
            Queue<Write> lateWrites,
            Consumer<Instant> knownSince,
            AtomicReference<StoreReader> readableStore) {
        Source(String store, String topic, Fold fold, Consumer<Instant> knownSince) {
            this(store, topic, fold, new ConcurrentLinkedQueue<>(), knownSince, new AtomicReference<>());
        }
    }

    /** Reads values of a store by key. */
    interface StoreReader {
        /** The value; null if there is none. */
        byte[] get(String key);
    }

    ReplicaHistory history() {
        return history;
    }

    /** Deletes some of the oldest events of the history beyond its bounds. Used on the folding thread only. */
    void evictHistory(Instant now, int max) {
        history.evict(sources, now, max);
    }

    List<Source> sources() {
        return sources;
    }

    @SuppressWarnings("unchecked") // each table was created by its view
    <T> KeyedTable<T> table(ReplicaView<T> view) {
        return (KeyedTable<T>) tables.get(view);
    }

    SlotTable slots() {
        return slots;
    }

    /** The newest append time in the cluster log. */
    Instant newestAppendTime() {
        return newestAppendTime;
    }

    void recordAppendTime(Instant at) {
        if (at.isAfter(newestAppendTime)) {
            newestAppendTime = at;
        }
    }

    /** Records that all before an offset was read. Returns the offset before which everything is folded. */
    long readUpTo(Partition partition, long offset) {
        readUpTo.merge(partition, offset, Math::max);
        return foldedUpTo(partition);
    }

    /** A record was read that is folded later. */
    void addUnchecked(Partition partition, long offset) {
        unchecked.computeIfAbsent(partition, none -> new TreeSet<>()).add(offset);
    }

    /** The record was folded. */
    void removeUnchecked(Partition partition, long offset) {
        unchecked.getOrDefault(partition, new TreeSet<>()).remove(offset);
    }

    /** The offset before which everything is folded. */
    long foldedUpTo(Partition partition) {
        var waiting = unchecked.getOrDefault(partition, new TreeSet<>());
        var read = readUpTo.getOrDefault(partition, 0L);
        return waiting.isEmpty() ? read : Math.min(read, waiting.first());
    }

    Map<Partition, Long> nextOffsets() {
        return readUpTo.keySet().stream().collect(Collectors.toMap(Function.identity(), this::foldedUpTo));
    }

    /** Adds a task that stores the late writes of one source. Used on the folding thread only. */
    void onLateWrites(Runnable task) {
        storeLateWrites.add(task);
    }

    /** Stores late writes of all sources. Heartbeats come all the time, so no write waits for long. */
    void storeLateWrites() {
        storeLateWrites.forEach(Runnable::run);
    }

    List<Change> changesSince(ReplicaState older) {
        return IntStream.range(0, sources.size())
                .boxed()
                .flatMap(i ->
                        sources.get(i).fold().changesSince(older.sources.get(i).fold()).stream())
                .toList();
    }
}
