package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.kafka.log.SkippedRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The latest valid value per key of one kind of record, as far as this instance has read the topic. Thread-safe; reads
 * are answered from memory.
 */
public final class ReplicaView<T> {
    private final Supplier<ReplicaState> current;
    private final ValueReader<T> reader;
    private final SkippedRecords skipped;
    private final boolean isExpensive;
    private final Listeners<ChangeListener<T>> listeners = new Listeners<>();
    private final Listeners<RecordListener<T>> recordListeners = new Listeners<>();

    /** @param isExpensive whether values are validated elsewhere than on the folding thread */
    ReplicaView(Supplier<ReplicaState> current, ValueReader<T> reader, SkippedRecords skipped, boolean isExpensive) {
        this.isExpensive = isExpensive;
        this.current = current;
        this.reader = reader;
        this.skipped = skipped;
    }

    /** Decodes and validates a value. */
    interface ValueReader<T> {
        Decoded<T> read(String key, byte[] bytes);
    }

    /**
     * Called on each change. When a replica goes live, it announces all entries that it has restored; when its client
     * was rebuilt, it announces the differences. Calls never overlap. The folding thread waits for them, so a listener
     * must be quick and must not wait for the replica.
     */
    public interface ChangeListener<T> {
        /** @param entry empty if the key was deleted */
        void changed(String key, Optional<ReplicaEntry<T>> entry);

        /** @param batch the records that the record was appended with; empty if it was appended alone */
        default void changed(String key, Optional<ReplicaEntry<T>> entry, Optional<RecordBatch> batch) {
            changed(key, entry);
        }
    }

    /** Called for each record that is folded, also for one that is not valid. Restored entries are not records. */
    public interface RecordListener<T> {
        /**
         * @param before the valid value of the key before the record
         * @param read the value of the record, or why it is not valid; no value of a tombstone
         */
        void folded(LogRecord record, Optional<T> before, Decoded<T> read);
    }

    /** Adds a listener, before the client is started. It is called on the folding thread, so it must be quick. */
    public void onRecord(RecordListener<T> listener) {
        recordListeners.add(listener);
    }

    Listeners<RecordListener<T>> recordListeners() {
        return recordListeners;
    }

    /** Adds a listener, before the client is started. Listeners are called in the order in which they were added. */
    public void onChange(ChangeListener<T> listener) {
        listeners.add(listener);
    }

    /** By key and in the order of keys: the valid value, the reason why a later record was skipped, or both. */
    public Map<String, ReplicaEntry<T>> entries() {
        return table().entries();
    }

    public List<T> values() {
        return valuesOf(entries());
    }

    /** The values whose keys have a prefix. */
    public List<T> values(String keyPrefix) {
        return valuesOf(table().entries(keyPrefix));
    }

    public Optional<T> find(String key) {
        return Optional.ofNullable(entries().get(key)).flatMap(ReplicaEntry::value);
    }

    KeyedTable<T> table() {
        return current.get().table(this);
    }

    KeyedTable<T> newTable(RecordHistory<T> history) {
        return new KeyedTable<>(this, reader, skipped, isExpensive, history);
    }

    Listeners<ChangeListener<T>> listeners() {
        return listeners;
    }

    private static <T> List<T> valuesOf(Map<String, ReplicaEntry<T>> entries) {
        return entries.values().stream()
                .flatMap(entry -> entry.value().stream())
                .toList();
    }
}
