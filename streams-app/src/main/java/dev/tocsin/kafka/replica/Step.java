package dev.tocsin.kafka.replica;

import java.util.List;
import java.util.Optional;

/** What a fact changes: in the store, and what is then told to those who listen. */
record Step(List<Write> writes, Runnable announcement) {
    static final Step NOTHING = new Step(List.of(), () -> {});

    /** @param value empty: the key is removed */
    record Write(String key, Optional<byte[]> value) {}

    static Step put(String key, byte[] value, Runnable announcement) {
        return new Step(List.of(new Write(key, Optional.of(value))), announcement);
    }

    static Step remove(String key, Runnable announcement) {
        return new Step(List.of(new Write(key, Optional.empty())), announcement);
    }

    Step inFolder(String folder) {
        return new Step(
                writes.stream()
                        .map(write -> new Write(folder + write.key(), write.value()))
                        .toList(),
                announcement);
    }
}
