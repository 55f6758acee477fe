package dev.tocsin.notification.silences;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All silences that are kept, expired ones included, in order of their ids. Immutable. */
public final class Silences {
    public static final Silences NONE = new Silences(new TreeMap<>());

    private final Map<String, Silence> byId;

    private Silences(Map<String, Silence> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    public static Silences of(Collection<Silence> silences) {
        var byId = new TreeMap<String, Silence>();
        silences.forEach(silence -> byId.put(silence.id(), silence));
        return new Silences(byId);
    }

    /** These with one more, or one changed. */
    public Silences with(Silence silence) {
        var changed = new TreeMap<>(byId);
        changed.put(silence.id(), silence);
        return new Silences(changed);
    }

    Silences without(String id) {
        var changed = new TreeMap<>(byId);
        changed.remove(id);
        return new Silences(changed);
    }

    public Collection<Silence> all() {
        return byId.values();
    }

    /** As the API lists them: active ones by their end, pending ones by their start, expired ones, the latest first. */
    List<Silence> sortedByState(Instant now) {
        var listing = new ArrayList<Silence>();
        listing.addAll(in(SilenceState.ACTIVE, now, Comparator.comparing(Silence::endsAt)));
        listing.addAll(in(SilenceState.PENDING, now, Comparator.comparing(Silence::startsAt)));
        listing.addAll(in(
                SilenceState.EXPIRED, now, Comparator.comparing(Silence::endsAt).reversed()));
        return listing;
    }

    public Optional<Silence> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The ids of the silences that mute a label set now, in order; empty if it is not muted. */
    public List<String> mutedBy(Labels labels, Instant now) {
        return byId.values().stream()
                .filter(silence -> silence.mutes(labels, now))
                .map(Silence::id)
                .toList();
    }

    /** Those whose end is so long ago that they need not be kept. */
    public List<Silence> pastRetention(Instant now, Duration retention) {
        return byId.values().stream()
                .filter(silence -> !silence.endsAt().plus(retention).isAfter(now))
                .toList();
    }

    /**
     * Creates or edits. A silence whose matchers and start stay keeps its id; any other change makes a new silence and
     * expires the old one, so that what was muted when can still be told.
     *
     * @param ids gives the id of a new silence
     */
    public SilenceResult set(SilenceDraft draft, Instant now, Supplier<String> ids, SilenceLimits limits) {
        var before = find(draft.id());
        try {
            var wish = draft.toSilence(draft.id(), draft.effectiveStart(now), now);
            if (before.isEmpty() && !draft.id().isEmpty()) {
                return new SilenceResult.NotFound(draft.id());
            }
            if (before.isPresent() && SilenceDraft.canUpdate(before.get(), wish, now)) {
                limits.checkSize(draft.size());
                return new SilenceResult.Stored(List.of(wish), wish.id());
            }
            limits.checkCount(byId.size() + 1);
            limits.checkSize(draft.size());
            var start = wish.startsAt().isBefore(now) ? now : wish.startsAt();
            return replace(before, draft.toSilence(ids.get(), start, now), now);
        } catch (IllegalArgumentException e) {
            return new SilenceResult.Invalid(e.getMessage());
        }
    }

    /** Ends a silence at once; one that has ended stays as it is. */
    public SilenceResult expire(String id, Instant now) {
        return find(id).map(silence -> (SilenceResult) new SilenceResult.Stored(expiry(silence, now), id))
                .orElseGet(() -> new SilenceResult.NotFound(id));
    }

    private List<Silence> in(SilenceState phase, Instant now, Comparator<Silence> order) {
        return byId.values().stream()
                .filter(silence -> silence.at(now) == phase)
                .sorted(order)
                .toList();
    }

    // The new one first: should only one of the two be appended, then nothing is heard that should be silent.
    private static SilenceResult replace(Optional<Silence> before, Silence after, Instant now) {
        var toAppend = new ArrayList<Silence>();
        toAppend.add(after);
        before.ifPresent(silence -> toAppend.addAll(expiry(silence, now)));
        return new SilenceResult.Stored(toAppend, after.id());
    }

    private static List<Silence> expiry(Silence silence, Instant now) {
        return silence.at(now) == SilenceState.EXPIRED ? List.of() : List.of(silence.expiredAt(now));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Silences that && byId.equals(that.byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }

    @Override
    public String toString() {
        return byId.values().toString();
    }
}
