package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Partition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All folds of one client of the replica topology. A rebuilt client folds into a new state, beside the one that readers
 * see, so that readers never see a state that is being restored.
 */
final class ReplicaState {
    private final List<Source> sources;
    private final Map<ReplicaView<?>, KeyedTable<?>> tables;
    private final SlotTable slots;
    private final Map<Partition, Long> nextOffsets = new TreeMap<>();
    private Instant newestAppendTime = Instant.EPOCH;

    /** @param sources in the order in which their changes are announced */
    ReplicaState(List<Source> sources, Map<ReplicaView<?>, KeyedTable<?>> tables, SlotTable slots) {
        this.sources = sources;
        this.tables = tables;
        this.slots = slots;
    }

    /** A topic, the store that is folded from it, and the fold. */
    record Source(String store, String topic, Fold fold) {}

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

    Map<Partition, Long> nextOffsets() {
        return nextOffsets;
    }

    List<Change> changesSince(ReplicaState older) {
        return IntStream.range(0, sources.size())
                .boxed()
                .flatMap(i ->
                        sources.get(i).fold().changesSince(older.sources.get(i).fold()).stream())
                .toList();
    }
}
