package dev.tocsin.http.tocsin;

import dev.tocsin.http.tocsin.EventHub.Kind;
import java.util.List;
import java.util.stream.Stream;

/** For each kind the newest change, as an offset of the cluster log and as a number that only this instance knows. */
final class KindOffsets {
    private final long[] offsets = new long[Kind.values().length];
    private final long[] sequences = new long[Kind.values().length];
    private long sequence;
    /** Changes after this offset are known; {@link Long#MAX_VALUE} if none is. */
    private long knownSince = Long.MAX_VALUE;

    /** The offset when the replica was restored: the restored state may be newer. */
    private long restoredAt = -1;

    /** @param offset of the change, or the newest one if the change is in another topic */
    void changed(Kind kind, long offset) {
        sequence++;
        offsets[kind.ordinal()] = Math.max(offset, offsets[kind.ordinal()]);
        sequences[kind.ordinal()] = sequence;
    }

    /** The number of the newest change. */
    long sequence() {
        return sequence;
    }

    /** The kinds that have changed since a number. */
    List<Kind> since(long known) {
        return Stream.of(Kind.values())
                .filter(kind -> sequences[kind.ordinal()] > known)
                .toList();
    }

    /** The replica was restored. Changes that it has read meanwhile are known only as a whole. */
    void restored(long offset) {
        knownSince = Long.MAX_VALUE;
        restoredAt = offset;
    }

    /** All changes after this offset will be told, and those before it were. */
    void readUpTo(long offset) {
        if (knownSince == Long.MAX_VALUE && offset > restoredAt) {
            knownSince = offset;
        }
    }

    /** Whether the changes after an offset are known. */
    boolean isKnown(long offset) {
        return offset >= knownSince;
    }

    /**
     * The kinds that may have changed after an offset that another instance told. The offset says nothing about changes in
     * other topics, which the instances read at other times, so these kinds are always among them.
     */
    List<Kind> afterOffset(long offset) {
        return Stream.of(Kind.values())
                .filter(kind -> !kind.isInClusterLog() || offsets[kind.ordinal()] > offset)
                .toList();
    }
}
