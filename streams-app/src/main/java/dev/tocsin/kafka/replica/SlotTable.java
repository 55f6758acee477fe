package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotRecord;
import dev.tocsin.notification.log.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Folds the slots of the notification log. Claims and releases have one key and notifications another, because
 * compaction must not let one replace the other. They are folded into one entry, because they depend on each other.
 */
final class SlotTable implements Fold {
    private final Map<String, SlotState> entries = new ConcurrentHashMap<>();
    private final ClusterLogTopic topic;
    private final SkippedRecords skipped;
    private final Listeners<SlotListener> listeners;
    private final Map<String, ReplicaEntry<Member>> members;
    private final DeliveryHistory history;

    /** @param members by instance, as of the record that is folded */
    SlotTable(
            ClusterLogTopic topic,
            SkippedRecords skipped,
            Listeners<SlotListener> listeners,
            Map<String, ReplicaEntry<Member>> members,
            DeliveryHistory history) {
        this.history = history;
        this.members = members;
        this.topic = topic;
        this.skipped = skipped;
        this.listeners = listeners;
    }

    /** The state of a slot. Thread-safe. */
    SlotState get(Slot slot) {
        return entries.getOrDefault(slot.toString(), SlotState.initial(slot));
    }

    Collection<SlotState> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public void restore(String key, byte[] bytes) {
        entries.put(Slot.bounded(key), Codecs.STORED_SLOT.decode(bytes).orThrow());
    }

    @Override
    public void restoreHistory(String key, byte[] stored) {
        history.restore(key, stored);
    }

    @Override
    public FoldResult apply(LogRecord record) {
        return topic.claims()
                .id(record.key())
                .map(Slot::bounded)
                .map(key -> apply(record, key, this::claimOrRelease, state -> state.deleteClaim(record.at())))
                .orElseGet(() -> apply(
                        record,
                        topic.nflogEntries().id(record.key()).map(Slot::bounded).orElseThrow(),
                        this::notification,
                        SlotState::deleteNflogEntry));
    }

    private FoldResult apply(LogRecord record, String key, Reader reader, UnaryOperator<SlotState> delete) {
        var before = entries.get(key);
        var change = record.value()
                .map(bytes -> reader.read(key, bytes, record.at()))
                .orElseGet(() -> new Decoded.Valid<>(new SlotChange(
                        Optional.ofNullable(before).map(SlotState::slot), delete, Optional.empty(), Optional.empty())));
        return change.fold(
                valid -> resultOrSkip(
                        record,
                        () -> result(record, key, before, valid)
                                .with(valid.delivery()
                                        .map(delivery -> delivery.write(record))
                                        .orElse(List.of()))),
                reason -> skip(record, reason));
    }

    // Times and leases may be out of the range of calculations or of the encoding.
    private FoldResult resultOrSkip(LogRecord record, Supplier<FoldResult> result) {
        try {
            var folded = result.get();
            skipped.replaced(record.key());
            return folded;
        } catch (RuntimeException e) {
            return skip(record, "cannot be folded: " + e);
        }
    }

    private FoldResult skip(LogRecord record, String reason) {
        skipped.add(record, reason);
        return FoldResult.UNCHANGED;
    }

    @Override
    public List<Change> changesSince(Fold older) {
        var before = ((SlotTable) older).entries;
        var changes = new ArrayList<Change>();
        before.forEach((key, state) -> {
            if (!entries.containsKey(key)) {
                changes.add(change(SlotState.initial(state.slot())));
            }
        });
        entries.forEach((key, now) -> {
            if (!now.equals(before.get(key))) {
                changes.add(change(now));
            }
        });
        return changes;
    }

    private Change change(SlotState now) {
        return new Change.SlotStateChange(listeners, now);
    }

    /**
     * The effect of a record on its slot.
     *
     * @param slot empty if a tombstone is for an unknown slot
     * @param record empty for a tombstone
     * @param delivery the record, if it may report a delivery
     */
    private record SlotChange(
            Optional<Slot> slot,
            UnaryOperator<SlotState> next,
            Optional<ClusterRecord> record,
            Optional<HistoryEvent> delivery) {}

    private interface HistoryEvent {
        List<FoldResult.Write> write(LogRecord record);
    }

    private interface Reader {
        Decoded<SlotChange> read(String key, byte[] bytes, Instant at);
    }

    private Decoded<SlotChange> claimOrRelease(String key, byte[] bytes, Instant at) {
        var claim = topic.claims().codec().decode(bytes);
        if (claim instanceof Decoded.Valid) {
            return forKey(key, claim, valid -> {
                requireMember(valid, at);
                return new SlotChange(
                        Optional.of(valid.slot()),
                        state -> state.claimed(valid, at),
                        Optional.of(valid),
                        Optional.empty());
            });
        }
        var released = topic.releases().codec().decode(bytes);
        if (released instanceof Decoded.Valid) {
            return forKey(
                    key,
                    released,
                    valid -> new SlotChange(
                            Optional.of(valid.slot()),
                            state -> state.released(valid.believedAt(at)),
                            Optional.of(valid),
                            Optional.of(record -> history.released(record, valid))));
        }
        return new Decoded.Invalid<>("is neither a claim (%s) nor a release (%s)"
                .formatted(
                        claim.<String>fold(one -> "", reason -> reason),
                        released.<String>fold(one -> "", reason -> reason)));
    }

    private void requireMember(Claim claim, Instant at) {
        var member = members.getOrDefault(claim.instance(), ReplicaEntry.none());
        var hasMembers = members.values().stream().anyMatch(one -> one.value().isPresent());
        if (hasMembers && !Members.hasRecentHeartbeat(member.appendedAt(), at)) {
            throw new IllegalArgumentException(
                    "is a claim of instance '%s', which sent no heartbeat in the %d s before it: it has no effect"
                            .formatted(
                                    claim.instance(),
                                    Limit.MEMBER_UNSEEN.duration().toSeconds()));
        }
    }

    private Decoded<SlotChange> notification(String key, byte[] bytes, Instant at) {
        return forKey(
                key,
                topic.nflogEntries().codec().decode(bytes),
                entry -> new SlotChange(
                        Optional.of(entry.slot()),
                        state -> state.sent(entry.believedAt(at)),
                        Optional.of(entry),
                        Optional.of(record -> history.sent(record, entry.believedAt(at)))));
    }

    private static <T> Decoded<SlotChange> forKey(String key, Decoded<T> record, Function<T, SlotChange> toChange) {
        return record.map(toChange).map(change -> {
            Topic.requireId(key, change.slot().map(Slot::toString).orElse(""));
            return change;
        });
    }

    private FoldResult result(LogRecord record, String key, SlotState before, SlotChange change) {
        if (change.slot().isEmpty()) {
            return FoldResult.UNCHANGED;
        }
        var state = before == null ? SlotState.initial(change.slot().get()) : before;
        var after = change.next().apply(state);
        listeners.notify(listener ->
                listener.folded(new SlotRecord(record.offset(), record.at(), change.record(), state, after)));
        if (after.equals(state)) {
            return FoldResult.UNCHANGED;
        }
        if (after.isInitial()) {
            entries.remove(key);
            return FoldResult.delete(key, change(after));
        }
        var stored = Codecs.STORED_SLOT.encode(after);
        entries.put(key, after);
        return FoldResult.put(key, stored, change(after));
    }
}
