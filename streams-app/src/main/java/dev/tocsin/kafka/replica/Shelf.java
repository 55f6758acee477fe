package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.log.BadRecords;
import dev.tocsin.kafka.log.Fact;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The fold of one kind of record in which the last one of a key counts. */
final class Shelf<T> implements Fold {
    private final Map<String, Entry<T>> entries = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    private final Reader<T> reader;
    private final BadRecords bad;
    private final Announcement<T> announcement;

    Shelf(Reader<T> reader, BadRecords bad, Announcement<T> announcement) {
        this.reader = reader;
        this.bad = bad;
        this.announcement = announcement;
    }

    /** Reads a value, which must belong under its key. */
    interface Reader<T> {
        Decoded<T> read(String key, byte[] bytes);
    }

    /** Tells what stands under a key now; empty if nothing does. */
    interface Announcement<T> {
        void changed(String key, Optional<Entry<T>> now);
    }

    /** For any thread; in order of the keys. */
    Map<String, Entry<T>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Grows with each change. */
    long version() {
        return version.get();
    }

    @Override
    public void restore(String key, byte[] bytes) {
        var kept = Codecs.KEPT.decode(bytes).orThrow();
        var read = kept.good().map(good -> read(key, bytes(good)));
        var value = read.flatMap(decoded -> decoded.fold(Optional::of, reason -> Optional.<T>empty()));
        // A newer version may be stricter than the one that kept the record.
        var refused = read.flatMap(decoded -> decoded.fold(good -> Optional.<String>empty(), Optional::of));
        var now = refused.map(reason -> kept.with(
                        new Kept.Flaw(reason, kept.offset(), kept.good().get().at())))
                .orElse(kept);
        put(key, new Entry<>(value, now));
        now.flaw().ifPresent(flaw -> bad.kept(key, flaw));
    }

    @Override
    public Step apply(Fact fact) {
        var before = entries.getOrDefault(fact.key(), Entry.none());
        return fact.value().map(bytes -> put(fact, before, bytes)).orElseGet(() -> remove(fact.key(), before));
    }

    /** Tells all that differs from an older shelf of the same kind. */
    void announceChangesSince(Shelf<T> older) {
        older.entries.keySet().stream()
                .filter(key -> !entries.containsKey(key))
                .forEach(key -> announcement.changed(key, Optional.empty()));
        entries.forEach((key, now) -> {
            if (!now.equals(older.entries.get(key))) {
                announcement.changed(key, Optional.of(now));
            }
        });
    }

    private Step put(Fact fact, Entry<T> before, byte[] bytes) {
        var read = read(fact.key(), bytes);
        var after = before.after(read, bytes, fact.offset(), fact.at());
        put(fact.key(), after);
        after.flaw().ifPresent(flaw -> bad.found(fact, flaw.reason()));
        return Step.put(
                fact.key(),
                Codecs.KEPT.encode(after.kept()),
                () -> announcement.changed(fact.key(), Optional.of(after)));
    }

    private Step remove(String key, Entry<T> before) {
        if (before.equals(Entry.none())) {
            return Step.NOTHING;
        }
        entries.remove(key);
        version.incrementAndGet();
        return Step.remove(key, () -> announcement.changed(key, Optional.empty()));
    }

    private void put(String key, Entry<T> entry) {
        entries.put(key, entry);
        version.incrementAndGet();
    }

    // Somebody else's bytes must not end the fold, whatever fault they find.
    private Decoded<T> read(String key, byte[] bytes) {
        try {
            return reader.read(key, bytes);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Decoded.Bad<>("can not be read: " + fault);
        }
    }

    private static byte[] bytes(Kept.Good good) {
        var bytes = new byte[good.bytes().remaining()];
        good.bytes().duplicate().get(bytes);
        return bytes;
    }
}
