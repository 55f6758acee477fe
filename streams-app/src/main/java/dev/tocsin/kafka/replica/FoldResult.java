package dev.tocsin.kafka.replica;

import java.util.List;
import java.util.Optional;

/** The effect of one record: writes to the store, and the change to be announced. */
record FoldResult(List<Write> writes, Optional<Change> change) {
    static final FoldResult UNCHANGED = new FoldResult(List.of(), Optional.empty());

    /** @param value empty: the key is deleted */
    record Write(String key, Optional<byte[]> value) {}

    static FoldResult put(String key, byte[] value, Change change) {
        return new FoldResult(List.of(new Write(key, Optional.of(value))), Optional.of(change));
    }

    static FoldResult delete(String key, Change change) {
        return new FoldResult(List.of(new Write(key, Optional.empty())), Optional.of(change));
    }

    FoldResult withKeyPrefix(String prefix) {
        return new FoldResult(
                writes.stream()
                        .map(write -> new Write(prefix + write.key(), write.value()))
                        .toList(),
                change);
    }
}
