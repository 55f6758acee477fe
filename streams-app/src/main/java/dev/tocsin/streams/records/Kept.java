package dev.tocsin.streams.records;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** How a replica keeps a key in its store: the last record that could be used, and what is wrong with a later one. */
public record Kept(Optional<Good> good, Optional<Flaw> flaw) {
    /** A record, as it was in the topic. */
    public record Good(ByteBuffer bytes, long offset, Instant at) {}

    /** Why a record is not used. */
    public record Flaw(String reason, long offset, Instant at) {}
}
