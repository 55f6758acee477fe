package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.LogRecord;
import java.util.List;

/**
 * Folds the records of one topic into entries. The entries are in memory, decoded, for readers on other threads, and in
 * a store over restarts. Only one thread folds, and it folds each record once.
 */
interface Fold {
    /** Restores an entry from the store, before the first record. */
    void restore(String key, byte[] stored);

    /** Restores a record that was not validated yet, after all entries. Returns the rest of its fold. */
    default Check<?> restoreUnchecked(UncheckedRecord record) {
        throw new IllegalStateException("records of this topic are validated at once");
    }

    /** Restores an event of the history from the store, in any order. */
    default void restoreHistory(String key, byte[] stored) {}

    /** Applies a record to the entries in memory. Never throws because of the content of the record. */
    FoldResult apply(LogRecord record);

    /** The changes since an older fold of the same topic. */
    List<Change> changesSince(Fold older);
}
