package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The fold of one kind of record in which the last one of a key counts. */
final class KeyedTable<T> implements Fold {
    private final Map<String, ReplicaEntry<T>> entries = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    private final ValueReader<T> reader;
    private final SkippedRecords skipped;
    private final ChangeListener<T> listener;

    KeyedTable(ValueReader<T> reader, SkippedRecords bad, ChangeListener<T> announcement) {
        this.reader = reader;
        this.skipped = bad;
        this.listener = announcement;
    }

    /** Reads a value, which must belong under its key. */
    interface ValueReader<T> {
        Decoded<T> read(String key, byte[] bytes);
    }

    /** Tells what stands under a key now; empty if nothing does. */
    interface ChangeListener<T> {
        void changed(String key, Optional<ReplicaEntry<T>> now);
    }

    /** For any thread; in order of the keys. */
    Map<String, ReplicaEntry<T>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Grows with each change. */
    long version() {
        return version.get();
    }

    @Override
    public void restore(String key, byte[] bytes) {
        var kept = Codecs.STORED_RECORD.decode(bytes).orThrow();
        var read = kept.accepted().map(good -> read(key, bytes(good)));
        var value = read.flatMap(decoded -> decoded.fold(Optional::of, reason -> Optional.<T>empty()));
        // A newer version may be stricter than the one that kept the record.
        var refused = read.flatMap(decoded -> decoded.fold(good -> Optional.<String>empty(), Optional::of));
        var now = refused.map(reason -> kept.with(new StoredRecord.Rejected(
                        reason, kept.offset(), kept.accepted().get().at())))
                .orElse(kept);
        put(key, new ReplicaEntry<>(value, now));
        now.rejected().ifPresent(flaw -> skipped.restored(key, flaw));
    }

    @Override
    public FoldResult apply(LogRecord fact) {
        var before = entries.getOrDefault(fact.key(), ReplicaEntry.none());
        return fact.value().map(bytes -> put(fact, before, bytes)).orElseGet(() -> remove(fact.key(), before));
    }

    /** Tells all that differs from an older shelf of the same kind. */
    void notifyChangesSince(KeyedTable<T> older) {
        older.entries.keySet().stream()
                .filter(key -> !entries.containsKey(key))
                .forEach(key -> listener.changed(key, Optional.empty()));
        entries.forEach((key, now) -> {
            if (!now.equals(older.entries.get(key))) {
                listener.changed(key, Optional.of(now));
            }
        });
    }

    private FoldResult put(LogRecord fact, ReplicaEntry<T> before, byte[] bytes) {
        var read = read(fact.key(), bytes);
        var after = before.after(read, bytes, fact.offset(), fact.at());
        put(fact.key(), after);
        after.rejected().ifPresent(flaw -> skipped.add(fact, flaw.reason()));
        return FoldResult.put(
                fact.key(),
                Codecs.STORED_RECORD.encode(after.stored()),
                () -> listener.changed(fact.key(), Optional.of(after)));
    }

    private FoldResult remove(String key, ReplicaEntry<T> before) {
        if (before.equals(ReplicaEntry.none())) {
            return FoldResult.UNCHANGED;
        }
        entries.remove(key);
        version.incrementAndGet();
        return FoldResult.remove(key, () -> listener.changed(key, Optional.empty()));
    }

    private void put(String key, ReplicaEntry<T> entry) {
        entries.put(key, entry);
        version.incrementAndGet();
    }

    // Somebody else's bytes must not end the fold, whatever fault they find.
    private Decoded<T> read(String key, byte[] bytes) {
        try {
            return reader.read(key, bytes);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Decoded.Invalid<>("can not be read: " + fault);
        }
    }

    private static byte[] bytes(StoredRecord.Accepted good) {
        var bytes = new byte[good.bytes().remaining()];
        good.bytes().duplicate().get(bytes);
        return bytes;
    }
}
