package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Folds records of one kind by key: the latest valid record of a key is its entry. */
final class KeyedTable<T> implements Fold {
    private final NavigableMap<String, ReplicaEntry<T>> entries = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    private final ReplicaView<T> view;
    private final ReplicaView.ValueReader<T> reader;
    private final SkippedRecords skipped;
    private final boolean isExpensive;
    private final RecordHistory<T> history;
    /** Entries without a value. Changed by the fold only. */
    private int unusable;

    /**
     * @param isExpensive whether the reader is expensive, so that records are validated elsewhere
     * @param history gets the records
     */
    KeyedTable(
            ReplicaView<T> view,
            ReplicaView.ValueReader<T> reader,
            SkippedRecords skipped,
            boolean isExpensive,
            RecordHistory<T> history) {
        this.history = history;
        this.isExpensive = isExpensive;
        this.view = view;
        this.reader = reader;
        this.skipped = skipped;
    }

    /** All entries, in the order of keys. Thread-safe. */
    Map<String, ReplicaEntry<T>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The entries whose keys have a prefix. Thread-safe. */
    Map<String, ReplicaEntry<T>> entries(String keyPrefix) {
        return Collections.unmodifiableMap(entries.subMap(keyPrefix, keyPrefix + Character.MAX_VALUE));
    }

    /** Grows with each change. */
    long version() {
        return version.get();
    }

    @Override
    public void restore(String key, byte[] bytes) {
        var stored = Codecs.STORED_RECORD.decode(bytes).orThrow();
        var read = stored.accepted().map(accepted -> read(key, accepted.array()));
        var value = read.flatMap(decoded -> decoded.fold(Optional::of, reason -> Optional.<T>empty()));
        // A newer version of Tocsin may be stricter than the one that stored the record.
        var refused = read.flatMap(decoded -> decoded.fold(valid -> Optional.<String>empty(), Optional::of));
        var now = refused.map(reason -> stored.with(new StoredRecord.Rejected(
                        reason, stored.offset(), stored.accepted().get().at())))
                .orElse(stored);
        put(key, new ReplicaEntry<>(value, now));
        now.rejected().ifPresent(rejected -> skipped.restored(key, rejected));
    }

    @Override
    public FoldResult apply(LogRecord record) {
        if (isExpensive) {
            var unchecked = new UncheckedRecord(record);
            return FoldResult.unchecked(unchecked, check(unchecked));
        }
        return fold(record, read(record));
    }

    @Override
    public Check<T> restoreUnchecked(UncheckedRecord record) {
        return check(record);
    }

    private Check<T> check(UncheckedRecord unchecked) {
        var record = unchecked.record();
        var stub = record.withoutBytes();
        var delete = unchecked.delete();
        return new Check<>(
                () -> read(record),
                read -> fold(record, read).with(delete),
                refused -> fold(stub, refused).with(delete));
    }

    /** @param read ignored for a tombstone */
    private FoldResult fold(LogRecord record, Decoded<T> read) {
        var before = entries.getOrDefault(record.key(), ReplicaEntry.none());
        view.recordListeners().notify(listener -> listener.folded(record, before.value(), read));
        var events = history.writes(record, before, read);
        return record.value()
                .map(bytes -> put(record, before, read, bytes))
                .orElseGet(() -> delete(record.key(), before))
                .with(events);
    }

    @Override
    public void restoreHistory(String key, byte[] stored) {
        history.restore(key, stored);
    }

    private Decoded<T> read(LogRecord record) {
        return record.value()
                .map(bytes -> read(record.key(), bytes))
                .orElseGet(() -> new Decoded.Invalid<>("is a tombstone"));
    }

    @Override
    public List<Change> changesSince(Fold older) {
        var before = ((KeyedTable<?>) older).entries;
        var changes = new ArrayList<Change>();
        before.keySet().stream()
                .filter(key -> !entries.containsKey(key))
                .forEach(key -> changes.add(new Change.EntryChange<>(view, key, Optional.empty())));
        entries.forEach((key, now) -> {
            if (!now.equals(before.get(key))) {
                changes.add(new Change.EntryChange<>(view, key, Optional.of(now)));
            }
        });
        return changes;
    }

    private FoldResult put(LogRecord record, ReplicaEntry<T> before, Decoded<T> read, byte[] bytes) {
        var after = before.after(read, bytes, record.offset(), record.at());
        after.rejected()
                .ifPresentOrElse(
                        rejected -> skipped.add(record, rejected.reason()), () -> skipped.replaced(record.key()));
        if (before.isNone() && after.value().isEmpty() && unusable >= Limit.UNUSABLE_KEYS.value()) {
            return FoldResult.UNCHANGED;
        }
        put(record.key(), after);
        return FoldResult.put(
                record.key(),
                Codecs.STORED_RECORD.encode(after.stored()),
                new Change.EntryChange<>(view, record.key(), Optional.of(after), record.batch()));
    }

    /** Deletes an entry as a tombstone does. */
    FoldResult delete(String key) {
        return delete(key, entries.getOrDefault(key, ReplicaEntry.none()));
    }

    private FoldResult delete(String key, ReplicaEntry<T> before) {
        skipped.replaced(key);
        if (before.isNone()) {
            return FoldResult.UNCHANGED;
        }
        unusable -= before.value().isEmpty() ? 1 : 0;
        entries.remove(key);
        version.incrementAndGet();
        return FoldResult.delete(key, new Change.EntryChange<>(view, key, Optional.empty()));
    }

    private void put(String key, ReplicaEntry<T> entry) {
        var before = entries.put(key, entry);
        unusable += entry.value().isEmpty() ? 1 : 0;
        unusable -= before != null && before.value().isEmpty() ? 1 : 0;
        version.incrementAndGet();
    }

    // No record may stop the fold, whatever its reader throws.
    private Decoded<T> read(String key, byte[] bytes) {
        try {
            return reader.read(key, bytes);
        } catch (RuntimeException | StackOverflowError e) {
            return new Decoded.Invalid<>("cannot be read: " + e);
        }
    }
}
