package dev.tocsin.kafka.replica;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The effect of one record.
 *
 * @param writes to the store
 * @param change to be announced
 * @param check the rest of the fold, if the record is not validated yet
 */
record FoldResult(List<Write> writes, Optional<Change> change, Optional<Check<?>> check) {
    static final FoldResult UNCHANGED = new FoldResult(List.of(), Optional.empty());

    FoldResult(List<Write> writes, Optional<Change> change) {
        this(writes, change, Optional.empty());
    }

    /**
     * A write to the store.
     *
     * @param kind entry, or record that is not validated yet
     * @param value empty: the key is deleted
     */
    record Write(Kind kind, String key, Optional<byte[]> value) {
        /** Kind of a stored value: the first character of its key. Restored in this order. */
        enum Kind {
            /** An event of the history: never part of the state that is folded. */
            HISTORY("+"),
            ENTRY("="),
            UNCHECKED("?");

            private final String prefix;

            Kind(String prefix) {
                this.prefix = prefix;
            }

            String prefix() {
                return prefix;
            }
        }

        String storeKey() {
            return kind.prefix() + key;
        }

        private static Write entry(String key, Optional<byte[]> value) {
            return new Write(Kind.ENTRY, key, value);
        }
    }

    static FoldResult put(String key, byte[] value, Change change) {
        return new FoldResult(List.of(Write.entry(key, Optional.of(value))), Optional.of(change));
    }

    static FoldResult delete(String key, Change change) {
        return new FoldResult(List.of(Write.entry(key, Optional.empty())), Optional.of(change));
    }

    /** The record is stored, and folded once it is validated. */
    static FoldResult unchecked(UncheckedRecord record, Check<?> check) {
        return new FoldResult(List.of(record.write()), Optional.empty(), Optional.of(check));
    }

    /** This result and a further write. */
    FoldResult with(Write write) {
        return with(List.of(write));
    }

    /** This result and further writes. */
    FoldResult with(List<Write> more) {
        return more.isEmpty()
                ? this
                : new FoldResult(Stream.concat(writes.stream(), more.stream()).toList(), change, check);
    }

    FoldResult withKeyPrefix(String prefix) {
        return new FoldResult(
                writes.stream()
                        .map(write -> write.kind() == Write.Kind.HISTORY
                                ? write
                                : new Write(write.kind(), prefix + write.key(), write.value()))
                        .toList(),
                change,
                check);
    }
}
