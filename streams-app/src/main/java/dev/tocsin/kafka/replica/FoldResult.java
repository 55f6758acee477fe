package dev.tocsin.kafka.replica;

import java.util.List;
import java.util.Optional;

/** What a fact changes: in the store, and what is then told to those who listen. */
record FoldResult(List<Write> writes, Runnable notifyListeners) {
    static final FoldResult UNCHANGED = new FoldResult(List.of(), () -> {});

    /** @param value empty: the key is removed */
    record Write(String key, Optional<byte[]> value) {}

    static FoldResult put(String key, byte[] value, Runnable announcement) {
        return new FoldResult(List.of(new Write(key, Optional.of(value))), announcement);
    }

    static FoldResult remove(String key, Runnable announcement) {
        return new FoldResult(List.of(new Write(key, Optional.empty())), announcement);
    }

    FoldResult withKeyPrefix(String folder) {
        return new FoldResult(
                writes.stream()
                        .map(write -> new Write(folder + write.key(), write.value()))
                        .toList(),
                notifyListeners);
    }
}
