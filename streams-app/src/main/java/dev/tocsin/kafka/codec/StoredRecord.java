package dev.tocsin.kafka.codec;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** The entry of a key in a replica's store: the latest valid record, and the reason why a later one was skipped. */
public record StoredRecord(Optional<Accepted> accepted, Optional<Rejected> rejected) {
    public static final StoredRecord EMPTY = new StoredRecord(Optional.empty(), Optional.empty());

    /** A valid record, as it was in the topic. */
    public record Accepted(ByteBuffer bytes, long offset, Instant at) {
        public byte[] array() {
            var array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            return array;
        }
    }

    /** An invalid record. @param at the append time */
    public record Rejected(String reason, long offset, Instant at) {}

    /** A valid record replaces the previous one and removes the reason. */
    public StoredRecord with(Accepted next) {
        return new StoredRecord(Optional.of(next), Optional.empty());
    }

    /** An invalid record leaves the valid one. */
    public StoredRecord with(Rejected next) {
        return new StoredRecord(accepted, Optional.of(next));
    }

    /** The offset of the newest record of the entry, or -1. */
    public long offset() {
        return Math.max(
                accepted.map(Accepted::offset).orElse(-1L),
                rejected.map(Rejected::offset).orElse(-1L));
    }
}
