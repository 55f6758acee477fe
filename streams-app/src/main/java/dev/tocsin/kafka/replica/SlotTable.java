package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The fold of the slots of the notification log. Claims, releases and what was sent come under two keys, since
 * compaction must not let one displace the other, and are folded into one entry, since one decides about the other.
 */
final class SlotTable implements Fold {
    private final Map<String, SlotState> entries = new ConcurrentHashMap<>();
    private final SkippedRecords skipped;
    private final Consumer<SlotState> listener;

    SlotTable(SkippedRecords bad, Consumer<SlotState> announcement) {
        this.skipped = bad;
        this.listener = announcement;
    }

    /** For any thread. */
    SlotState get(Slot slot) {
        return entries.getOrDefault(slot.toString(), SlotState.initial(slot));
    }

    Collection<SlotState> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public void restore(String key, byte[] bytes) {
        entries.put(key, Codecs.STORED_SLOT.decode(bytes).orThrow());
    }

    @Override
    public FoldResult apply(LogRecord fact) {
        var isClaim = fact.key().startsWith(Keys.CLAIM);
        var key = fact.key().substring(isClaim ? Keys.CLAIM.length() : Keys.SENT.length());
        var before = entries.get(key);
        var change = fact.value()
                .map(bytes -> isClaim ? claimOrRelease(key, bytes, fact.at()) : sent(key, bytes))
                .orElseGet(() -> new Decoded.Valid<>(isClaim ? deleteClaim(before, fact.at()) : deleteSent(before)));
        return change.fold(good -> stepOrSkip(fact, () -> foldResult(key, before, good)), reason -> skip(fact, reason));
    }

    // Times and leases that somebody made up may be beyond what can be reckoned with or written.
    private FoldResult stepOrSkip(LogRecord fact, Supplier<FoldResult> step) {
        try {
            return step.get();
        } catch (RuntimeException fault) {
            return skip(fact, "can not be folded: " + fault);
        }
    }

    private FoldResult skip(LogRecord fact, String reason) {
        skipped.add(fact, reason);
        return FoldResult.UNCHANGED;
    }

    void notifyChangesSince(SlotTable older) {
        older.entries.forEach((key, state) -> {
            if (!entries.containsKey(key)) {
                listener.accept(SlotState.initial(state.slot()));
            }
        });
        entries.forEach((key, now) -> {
            if (!now.equals(older.entries.get(key))) {
                listener.accept(now);
            }
        });
    }

    /** What a record does to its slot. A record for a slot that nothing is known of starts from the beginning. */
    private record SlotChange(Optional<Slot> slot, UnaryOperator<SlotState> next) {}

    private static Decoded<SlotChange> claimOrRelease(String key, byte[] bytes, Instant at) {
        var claim = Codecs.CLAIM.decode(bytes);
        if (claim instanceof Decoded.Valid) {
            return forKey(key, claim, one -> new SlotChange(Optional.of(one.slot()), state -> state.claimed(one, at)));
        }
        var released = Codecs.RELEASED.decode(bytes);
        if (released instanceof Decoded.Valid) {
            return forKey(key, released, one -> new SlotChange(Optional.of(one.slot()), state -> state.released(one)));
        }
        return new Decoded.Invalid<>("is neither a claim, for it %s, nor a release, for it %s"
                .formatted(
                        claim.<String>fold(one -> "", reason -> reason),
                        released.<String>fold(one -> "", reason -> reason)));
    }

    private static Decoded<SlotChange> sent(String key, byte[] bytes) {
        return forKey(
                key,
                Codecs.SENT.decode(bytes),
                one -> new SlotChange(Optional.of(one.slot()), state -> state.sent(one)));
    }

    private static SlotChange deleteClaim(SlotState before, Instant at) {
        return new SlotChange(slot(before), state -> state.deleteClaim(at));
    }

    private static SlotChange deleteSent(SlotState before) {
        return new SlotChange(slot(before), SlotState::deleteSent);
    }

    private static Optional<Slot> slot(SlotState before) {
        return Optional.ofNullable(before).map(SlotState::slot);
    }

    private static <T> Decoded<SlotChange> forKey(String key, Decoded<T> read, Function<T, SlotChange> change) {
        return read.map(change).map(made -> {
            if (!made.slot().map(Slot::toString).filter(key::equals).isPresent()) {
                throw new IllegalArgumentException("is of slot %s, but its key says %s"
                        .formatted(made.slot().map(Slot::toString).orElse(""), key));
            }
            return made;
        });
    }

    private FoldResult foldResult(String key, SlotState before, SlotChange change) {
        if (change.slot().isEmpty()) {
            return FoldResult.UNCHANGED;
        }
        var state = before == null ? SlotState.initial(change.slot().get()) : before;
        var after = change.next().apply(state);
        if (after.equals(state)) {
            return FoldResult.UNCHANGED;
        }
        if (after.isInitial()) {
            entries.remove(key);
            return FoldResult.remove(key, () -> listener.accept(after));
        }
        var kept = Codecs.STORED_SLOT.encode(after);
        entries.put(key, after);
        return FoldResult.put(key, kept, () -> listener.accept(after));
    }
}
