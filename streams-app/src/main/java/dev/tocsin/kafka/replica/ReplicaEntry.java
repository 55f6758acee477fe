package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.codec.StoredRecord.Rejected;
import dev.tocsin.kafka.log.SkippedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** The entry of a key: the latest valid value, the reason why a later record was skipped, or both. */
public record ReplicaEntry<T>(Optional<T> value, StoredRecord stored) {
    static <T> ReplicaEntry<T> none() {
        return new ReplicaEntry<>(Optional.empty(), StoredRecord.EMPTY);
    }

    boolean isNone() {
        return equals(none());
    }

    /** The reason why the newest record of the key was skipped, if it was. */
    public Optional<Rejected> rejected() {
        return stored.rejected();
    }

    /** When the value was appended, by the broker's clock; {@link Instant#EPOCH} without a value. */
    public Instant appendedAt() {
        return stored.accepted().map(StoredRecord.Accepted::at).orElse(Instant.EPOCH);
    }

    /** The entry after one more record. */
    ReplicaEntry<T> after(Decoded<T> read, byte[] bytes, long offset, Instant at) {
        return read.fold(
                next -> new ReplicaEntry<>(
                        Optional.of(next), stored.with(new StoredRecord.Accepted(ByteBuffer.wrap(bytes), offset, at))),
                reason -> new ReplicaEntry<>(
                        value, stored.with(new Rejected(SkippedRecord.shortened(reason), offset, at))));
    }
}
