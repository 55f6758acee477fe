package dev.tocsin.kafka.sources;

import dev.tocsin.labels.Labels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The series of one partition, in memory. Changed entries are written to the store before each commit, so that a series
 * that changes often is written once.
 */
final class SeriesTable {
    /** The key of the time of the last emission. Keys of series begin with the name of a source. */
    private static final byte[] LAST_EMISSION = {0};

    private final KeyValueStore<byte[], byte[]> store;
    private final Map<String, SeriesEntry> entries = new HashMap<>();
    private final Map<String, Integer> countBySource = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private long lastEmission;
    private boolean isEmissionChanged;

    SeriesTable(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
        try (var all = store.all()) {
            all.forEachRemaining(entry -> restore(entry.key, entry.value));
        }
    }

    private void restore(byte[] key, byte[] value) {
        if (Arrays.equals(key, LAST_EMISSION)) {
            lastEmission = ByteBuffer.wrap(value).getLong();
        } else {
            insert(SeriesEntry.decode(value));
        }
    }

    /** Log time of the last emission of totals, of any instance, in milliseconds since 1970; 0 if there was none. */
    long lastEmission() {
        return lastEmission;
    }

    void emitted(long time) {
        lastEmission = time;
        isEmissionChanged = true;
    }

    Collection<SeriesEntry> all() {
        return entries.values();
    }

    /** A series of another kind is another one: the definition of the source has changed. */
    Optional<SeriesEntry> find(SourceBatch.Kind kind, String source, Labels labels) {
        return Optional.ofNullable(entries.get(SeriesEntry.key(source, labels))).filter(entry -> entry.kind() == kind);
    }

    /** Adds a series, in place of one of another kind. */
    SeriesEntry create(SourceBatch.Kind kind, String source, Labels labels) {
        var entry = new SeriesEntry(kind, source, labels);
        insert(entry);
        changed(entry);
        return entry;
    }

    private void insert(SeriesEntry entry) {
        count(entry, 1);
        var replaced = entries.put(entry.key(), entry);
        if (replaced != null) {
            count(replaced, -1);
        }
    }

    /** The number of series of a source, without those that Tocsin adds. */
    int count(String source) {
        return countBySource.getOrDefault(source, 0);
    }

    Map<String, Integer> counts() {
        return Map.copyOf(countBySource);
    }

    void changed(SeriesEntry entry) {
        changed.add(entry.key());
    }

    void removeIf(Predicate<SeriesEntry> condition) {
        entries.values().removeIf(entry -> {
            if (!condition.test(entry)) {
                return false;
            }
            count(entry, -1);
            changed(entry);
            return true;
        });
    }

    /** Writes the changed entries to the store. */
    void save() {
        for (var key : changed) {
            var entry = entries.get(key);
            store.put(SeriesEntry.storeKey(key), entry == null ? null : entry.encode());
        }
        changed.clear();
        if (isEmissionChanged) {
            store.put(
                    LAST_EMISSION,
                    ByteBuffer.allocate(Long.BYTES).putLong(lastEmission).array());
            isEmissionChanged = false;
        }
    }

    private void count(SeriesEntry entry, int change) {
        if (entry.kind() != SourceBatch.Kind.LAST_RECORD) {
            countBySource.merge(entry.source(), change, Integer::sum);
        }
    }
}
