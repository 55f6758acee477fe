package dev.tocsin.kafka.codec;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** How a replica keeps a key in its store: the last record that could be used, and what is wrong with a later one. */
public record Kept(Optional<Good> good, Optional<Flaw> flaw) {
    public static final Kept NOTHING = new Kept(Optional.empty(), Optional.empty());

    /** A record, as it was in the topic. */
    public record Good(ByteBuffer bytes, long offset, Instant at) {}

    /** Why a record is not used, where it stands and when the broker had it. */
    public record Flaw(String reason, long offset, Instant at) {}

    /** A record that can be used makes good whatever was wrong before. */
    public Kept with(Good next) {
        return new Kept(Optional.of(next), Optional.empty());
    }

    /** What was good stays in force. */
    public Kept with(Flaw next) {
        return new Kept(good, Optional.of(next));
    }

    /** The offset of the last record folded into this, or -1. */
    public long offset() {
        return Math.max(
                good.map(Good::offset).orElse(-1L), flaw.map(Flaw::offset).orElse(-1L));
    }
}
