package dev.tocsin.notification.silences;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All silences by id, including expired ones within the retention. Immutable.
 *
 * <p>The silences of an alert are found with an index. Versions that differ in a few silences share one index, with the
 * silences that each muted last, so that a new silence does not require a new search for every alert.
 */
public final class Silences {
    public static final Silences NONE = of(List.of());

    /** A version that differs from its index in more silences gets an index of its own. */
    private static final int MAX_CHANGES_SINCE_INDEX = 64;

    private final Map<String, Silence> byId;
    private final SilenceIndex index;
    /** Identifies this version. It is small, so that it can be kept for long. */
    private final Object version = new Object();
    /** Starts of all silences in order; computed when they are first asked for. */
    private volatile List<Instant> starts;

    /** Ids of the silences that the index does not have in this version. */
    private final Set<String> changedSinceIndex;

    private Silences(Map<String, Silence> byId, SilenceIndex index, Set<String> changedSinceIndex) {
        this.byId = Collections.unmodifiableMap(byId);
        this.index = index;
        this.changedSinceIndex = changedSinceIndex;
    }

    /** A later silence replaces an earlier one with the same id. */
    public static Silences of(Collection<Silence> silences) {
        var byId = byId(silences);
        return new Silences(byId, new SilenceIndex(byId.values()), Set.of());
    }

    /** The version in which exactly these silences exist. */
    public Silences updatedTo(Collection<Silence> silences) {
        var next = byId(silences);
        var changed = new HashSet<>(changedSinceIndex);
        next.forEach((id, silence) -> {
            if (byId.get(id) != silence) {
                changed.add(id);
            }
        });
        byId.keySet().stream().filter(id -> !next.containsKey(id)).forEach(changed::add);
        return changed.size() > MAX_CHANGES_SINCE_INDEX
                ? new Silences(next, new SilenceIndex(next.values()), Set.of())
                : new Silences(next, index, changed);
    }

    private static Map<String, Silence> byId(Collection<Silence> silences) {
        var byId = new TreeMap<String, Silence>();
        silences.forEach(silence -> byId.put(silence.id(), silence));
        return byId;
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
        var ids = new ArrayList<String>();
        for (var silence : index.matching(labels)) {
            if (!changedSinceIndex.contains(silence.id()) && silence.at(now) == SilenceState.ACTIVE) {
                ids.add(silence.id());
            }
        }
        for (var id : changedSinceIndex) {
            var silence = byId.get(id);
            if (silence != null && silence.mutes(labels, now)) {
                ids.add(id);
            }
        }
        Collections.sort(ids);
        return Collections.unmodifiableList(ids);
    }

    /** The silences whose matchers match a label set, at any time, in no order. */
    public List<Silence> matching(Labels labels) {
        var matching = new ArrayList<Silence>();
        for (var silence : index.matching(labels)) {
            if (!changedSinceIndex.contains(silence.id())) {
                matching.add(silence);
            }
        }
        for (var id : changedSinceIndex) {
            var silence = byId.get(id);
            if (silence != null && silence.matches(labels)) {
                matching.add(silence);
            }
        }
        return Collections.unmodifiableList(matching);
    }

    /** Identifies this version: another set of silences has another version. */
    public Object version() {
        return version;
    }

    /** The earliest time after an instant at which a silence of this version begins; {@link Instant#MAX} if none does. */
    public Instant nextStart(Instant now) {
        if (starts == null) {
            starts = byId.values().stream().map(Silence::startsAt).sorted().toList();
        }
        var at = Collections.binarySearch(starts, now);
        var next = at < 0 ? -at - 1 : at;
        while (next < starts.size() && !starts.get(next).isAfter(now)) {
            next++;
        }
        return next == starts.size() ? Instant.MAX : starts.get(next);
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
            var edited = draft.toSilence(draft.id(), draft.effectiveStart(now), now, before);
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
            return replace(before, draft.toSilence(ids.get(), start, now, before), now);
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
