package dev.tocsin.evaluator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The newest tick markers of all partitions of the samples topic. A tick is complete once each partition has its marker or
 * that of a later tick. In each partition only markers count that are later than all before. So the same prefix of the
 * topic gives the same complete ticks on every instance. One thread changes it; others may read.
 */
final class TickBarrier {
    static final Instant NO_TICK = Instant.MIN;

    private final Map<Integer, Instant> newest = new HashMap<>();
    /** As the newest marker of the first partition says. */
    private int partitions = Integer.MAX_VALUE;

    private Instant complete = NO_TICK;

    /**
     * Takes up a marker.
     *
     * @param ofPartitions number of partitions that have markers, as its writer knows it
     * @return whether a later tick is complete now
     */
    synchronized boolean mark(int partition, Instant tick, int ofPartitions) {
        if (!tick.isAfter(newestOf(partition))) {
            return false;
        }
        newest.put(partition, tick);
        if (partition == 0) {
            partitions = ofPartitions;
        }
        var before = complete;
        complete = completeTick();
        return complete.isAfter(before);
    }

    private Instant completeTick() {
        if (newest.size() < partitions) {
            return complete;
        }
        var earliest = Instant.MAX;
        for (var partition = 0; partition < partitions; partition++) {
            var tick = newestOf(partition);
            earliest = tick.isBefore(earliest) ? tick : earliest;
        }
        return earliest.isAfter(complete) ? earliest : complete;
    }

    /** The newest tick that is marked in all partitions; {@link #NO_TICK} if there is none. */
    synchronized Instant complete() {
        return complete;
    }

    /** The newest tick that is marked in a partition; {@link #NO_TICK} if there is none. */
    synchronized Instant newestOf(int partition) {
        return newest.getOrDefault(partition, NO_TICK);
    }

    /** The topic is read again from its beginning. The complete tick stays: it has been evaluated. */
    synchronized void restart() {
        newest.clear();
        partitions = Integer.MAX_VALUE;
    }
}
