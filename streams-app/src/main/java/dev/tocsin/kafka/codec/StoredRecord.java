package dev.tocsin.kafka.codec;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** How a replica keeps a key in its store: the last record that could be used, and what is wrong with a later one. */
public record StoredRecord(Optional<Accepted> accepted, Optional<Rejected> rejected) {
    public static final StoredRecord EMPTY = new StoredRecord(Optional.empty(), Optional.empty());

    /** A record, as it was in the topic. */
    public record Accepted(ByteBuffer bytes, long offset, Instant at) {}

    /** Why a record is not used, where it stands and when the broker had it. */
    public record Rejected(String reason, long offset, Instant at) {}

    /** A record that can be used makes good whatever was wrong before. */
    public StoredRecord with(Accepted next) {
        return new StoredRecord(Optional.of(next), Optional.empty());
    }

    /** What was good stays in force. */
    public StoredRecord with(Rejected next) {
        return new StoredRecord(accepted, Optional.of(next));
    }

    /** The offset of the last record folded into this, or -1. */
    public long offset() {
        return Math.max(
                accepted.map(Accepted::offset).orElse(-1L),
                rejected.map(Rejected::offset).orElse(-1L));
    }
}
