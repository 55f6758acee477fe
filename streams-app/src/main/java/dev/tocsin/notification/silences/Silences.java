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

/** All silences by id, including expired ones within the retention. Immutable. */
public record Silences(Map<String, Silence> byId) {
    public Silences {
        byId = Collections.unmodifiableMap(new TreeMap<>(byId));
    }

    /** A later silence replaces an earlier one with the same id. */
    public static Silences of(Collection<Silence> silences) {
        var byId = new TreeMap<String, Silence>();
        silences.forEach(silence -> byId.put(silence.id(), silence));
        return new Silences(byId);
    }

    public Collection<Silence> all() {
        return byId.values();
    }

    /** In the order of the API: active ones by end, pending ones by start, expired ones by end, latest first. */
    public List<Silence> sortedByState(Instant now) {
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

    /** The sorted ids of the silences that mute a label set now; empty if it is not muted. */
    public List<String> mutedBy(Labels labels, Instant now) {
        return byId.values().stream()
                .filter(silence -> silence.mutes(labels, now))
                .map(Silence::id)
                .toList();
    }

    /** Silences that ended at least {@code retention} ago. */
    public List<Silence> pastRetention(Instant now, Duration retention) {
        return byId.values().stream()
                .filter(silence -> !silence.endsAt().plus(retention).isAfter(now))
                .toList();
    }

    /**
     * Creates or edits a silence. An edit that keeps matchers and start keeps the id. Any other edit creates a new silence
     * and expires the old one, which preserves the history.
     *
     * @param ids generates the id of a new silence
     */
    public SilenceResult set(SilenceDraft draft, Instant now, Supplier<String> ids, SilenceLimits limits) {
        var before = find(draft.id());
        try {
            var edited = draft.toSilence(draft.id(), draft.effectiveStart(now), now);
            if (before.isEmpty() && !draft.id().isEmpty()) {
                return new SilenceResult.NotFound(draft.id());
            }
            if (before.isPresent() && SilenceDraft.canUpdate(before.get(), edited, now)) {
                limits.checkSize(draft.size());
                return new SilenceResult.Stored(List.of(edited), edited.id());
            }
            limits.checkCount(byId.size() + 1);
            limits.checkSize(draft.size());
            var start = edited.startsAt().isBefore(now) ? now : edited.startsAt();
            return replace(before, draft.toSilence(ids.get(), start, now), now);
        } catch (IllegalArgumentException e) {
            return new SilenceResult.Invalid(e.getMessage());
        }
    }

    /** Expires a silence now. An expired one is unchanged. */
    public SilenceResult expire(String id, Instant now) {
        return find(id).map(silence -> (SilenceResult) new SilenceResult.Stored(expiry(silence, now), id))
                .orElseGet(() -> new SilenceResult.NotFound(id));
    }

    private List<Silence> in(SilenceState state, Instant now, Comparator<Silence> order) {
        return byId.values().stream()
                .filter(silence -> silence.at(now) == state)
                .sorted(order)
                .toList();
    }

    // The new silence first: if only one of the two is appended, no alert is notified that should be muted.
    private static SilenceResult replace(Optional<Silence> before, Silence after, Instant now) {
        var toAppend = new ArrayList<Silence>();
        toAppend.add(after);
        before.ifPresent(silence -> toAppend.addAll(expiry(silence, now)));
        return new SilenceResult.Stored(toAppend, after.id());
    }

    private static List<Silence> expiry(Silence silence, Instant now) {
        return silence.at(now) == SilenceState.EXPIRED ? List.of() : List.of(silence.expiredAt(now));
    }
}
