package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.BadRecords;
import dev.tocsin.kafka.log.Fact;
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
final class Slots implements Fold {
    private final Map<String, SlotState> entries = new ConcurrentHashMap<>();
    private final BadRecords bad;
    private final Consumer<SlotState> announcement;

    Slots(BadRecords bad, Consumer<SlotState> announcement) {
        this.bad = bad;
        this.announcement = announcement;
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
        entries.put(key, Codecs.KEPT_SLOT.decode(bytes).orThrow());
    }

    @Override
    public Step apply(Fact fact) {
        var isClaim = fact.key().startsWith(Keys.CLAIM);
        var key = fact.key().substring(isClaim ? Keys.CLAIM.length() : Keys.SENT.length());
        var before = entries.get(key);
        var change = fact.value()
                .map(bytes -> isClaim ? claimOrRelease(key, bytes, fact.at()) : sent(key, bytes))
                .orElseGet(() -> new Decoded.Good<>(isClaim ? forgetClaim(before, fact.at()) : forgetSent(before)));
        return change.fold(good -> quietly(fact, () -> step(key, before, good)), reason -> skipped(fact, reason));
    }

    // Times and leases that somebody made up may be beyond what can be reckoned with or written.
    private Step quietly(Fact fact, Supplier<Step> step) {
        try {
            return step.get();
        } catch (RuntimeException fault) {
            return skipped(fact, "can not be folded: " + fault);
        }
    }

    private Step skipped(Fact fact, String reason) {
        bad.found(fact, reason);
        return Step.NOTHING;
    }

    void announceChangesSince(Slots older) {
        older.entries.forEach((key, state) -> {
            if (!entries.containsKey(key)) {
                announcement.accept(SlotState.initial(state.slot()));
            }
        });
        entries.forEach((key, now) -> {
            if (!now.equals(older.entries.get(key))) {
                announcement.accept(now);
            }
        });
    }

    /** What a record does to its slot. A record for a slot that nothing is known of starts from the beginning. */
    private record Change(Optional<Slot> slot, UnaryOperator<SlotState> next) {}

    private static Decoded<Change> claimOrRelease(String key, byte[] bytes, Instant at) {
        var claim = Codecs.CLAIM.decode(bytes);
        if (claim instanceof Decoded.Good) {
            return under(key, claim, one -> new Change(Optional.of(one.slot()), state -> state.claimed(one, at)));
        }
        var released = Codecs.RELEASED.decode(bytes);
        if (released instanceof Decoded.Good) {
            return under(key, released, one -> new Change(Optional.of(one.slot()), state -> state.released(one)));
        }
        return new Decoded.Bad<>("is neither a claim, for it %s, nor a release, for it %s"
                .formatted(
                        claim.<String>fold(one -> "", reason -> reason),
                        released.<String>fold(one -> "", reason -> reason)));
    }

    private static Decoded<Change> sent(String key, byte[] bytes) {
        return under(
                key, Codecs.SENT.decode(bytes), one -> new Change(Optional.of(one.slot()), state -> state.sent(one)));
    }

    private static Change forgetClaim(SlotState before, Instant at) {
        return new Change(slot(before), state -> state.forgetClaim(at));
    }

    private static Change forgetSent(SlotState before) {
        return new Change(slot(before), SlotState::forgetSent);
    }

    private static Optional<Slot> slot(SlotState before) {
        return Optional.ofNullable(before).map(SlotState::slot);
    }

    private static <T> Decoded<Change> under(String key, Decoded<T> read, Function<T, Change> change) {
        return read.map(change).map(made -> {
            if (!made.slot().map(Slot::toString).filter(key::equals).isPresent()) {
                throw new IllegalArgumentException("is of slot %s, but its key says %s"
                        .formatted(made.slot().map(Slot::toString).orElse(""), key));
            }
            return made;
        });
    }

    private Step step(String key, SlotState before, Change change) {
        if (change.slot().isEmpty()) {
            return Step.NOTHING;
        }
        var state = before == null ? SlotState.initial(change.slot().get()) : before;
        var after = change.next().apply(state);
        if (after.equals(state)) {
            return Step.NOTHING;
        }
        if (after.isInitial()) {
            entries.remove(key);
            return Step.remove(key, () -> announcement.accept(after));
        }
        var kept = Codecs.KEPT_SLOT.encode(after);
        entries.put(key, after);
        return Step.put(key, kept, () -> announcement.accept(after));
    }
}
