package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.codec.StoredRecord.Rejected;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known under a key: the last value that could be used, and what is wrong with a later record. One of them is
 * there.
 */
public record ReplicaEntry<T>(Optional<T> value, StoredRecord stored) {
    static <T> ReplicaEntry<T> none() {
        return new ReplicaEntry<>(Optional.empty(), StoredRecord.EMPTY);
    }

    /** Why the newest record under the key is not used. */
    public Optional<Rejected> rejected() {
        return stored.rejected();
    }

    /** Since when the value is in force, by the broker's clock; {@link Instant#EPOCH} without one. */
    public Instant since() {
        return stored.accepted().map(StoredRecord.Accepted::at).orElse(Instant.EPOCH);
    }

    /** The offset of the record that the value came with, or -1. */
    long offset() {
        return stored.accepted().map(StoredRecord.Accepted::offset).orElse(-1L);
    }

    /** This entry after one more record. */
    ReplicaEntry<T> after(Decoded<T> read, byte[] bytes, long offset, Instant at) {
        return read.fold(
                next -> new ReplicaEntry<>(
                        Optional.of(next), stored.with(new StoredRecord.Accepted(ByteBuffer.wrap(bytes), offset, at))),
                reason -> new ReplicaEntry<>(value, stored.with(new Rejected(reason, offset, at))));
    }
}
