package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.codec.Kept.Flaw;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known under a key: the last value that could be used, and what is wrong with a later record. One of them is
 * there.
 */
public record Entry<T>(Optional<T> value, Kept kept) {
    static <T> Entry<T> none() {
        return new Entry<>(Optional.empty(), Kept.NOTHING);
    }

    /** Why the newest record under the key is not used. */
    public Optional<Flaw> flaw() {
        return kept.flaw();
    }

    /** Since when the value is in force, by the broker's clock; {@link Instant#EPOCH} without one. */
    public Instant since() {
        return kept.good().map(Kept.Good::at).orElse(Instant.EPOCH);
    }

    /** The offset of the record that the value came with, or -1. */
    long offset() {
        return kept.good().map(Kept.Good::offset).orElse(-1L);
    }

    /** This entry after one more record. */
    Entry<T> after(Decoded<T> read, byte[] bytes, long offset, Instant at) {
        return read.fold(
                next -> new Entry<>(Optional.of(next), kept.with(new Kept.Good(ByteBuffer.wrap(bytes), offset, at))),
                reason -> new Entry<>(value, kept.with(new Flaw(reason, offset, at))));
    }
}
