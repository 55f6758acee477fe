package dev.tocsin.history;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Events of one kind, by id, with the newest event of each subject. Changed by one thread, read by any.
 *
 * @param <S> the subject, such as a slot
 */
final class EventTable<S, E> {
    private final NavigableMap<EventId, E> byId = new ConcurrentSkipListMap<>();
    private final Map<S, E> newest = new ConcurrentHashMap<>();
    private final Map<S, Integer> counts = new HashMap<>();
    private final Function<E, EventId> id;
    private final Function<E, S> subject;
    private final BinaryOperator<E> sharing;
    private volatile int size;
    private volatile Instant knownSince = Instant.EPOCH;

    /** @param sharing an event with the equal objects of an earlier one of its subject */
    EventTable(Function<E, EventId> id, Function<E, S> subject, BinaryOperator<E> sharing) {
        this.id = id;
        this.subject = subject;
        this.sharing = sharing;
    }

    boolean add(E event) {
        if (byId.containsKey(id.apply(event))) {
            return false;
        }
        var key = subject.apply(event);
        var last = newest.get(key);
        var shared = last == null ? event : sharing.apply(event, last);
        byId.put(id.apply(shared), shared);
        if (last == null || id.apply(last).compareTo(id.apply(shared)) < 0) {
            newest.put(key, shared);
        }
        counts.merge(key, 1, Integer::sum);
        size++;
        return true;
    }

    int size() {
        return size;
    }

    Optional<E> find(EventId key) {
        return Optional.ofNullable(byId.get(key));
    }

    Optional<E> oldest() {
        return Optional.ofNullable(byId.firstEntry()).map(Map.Entry::getValue);
    }

    Optional<E> newest(S key) {
        return Optional.ofNullable(newest.get(key));
    }

    /** @param isGap whether later readers must know that an event of this time was deleted before its age */
    void removeOldest(boolean isGap) {
        var event = byId.pollFirstEntry().getValue();
        size--;
        var key = subject.apply(event);
        if (counts.merge(key, -1, Integer::sum) == 0) {
            counts.remove(key);
            newest.remove(key);
        }
        if (isGap) {
            knownSince(id.apply(event).at().plusMillis(1));
        }
    }

    Optional<E> before(E event) {
        return first(event, byId.headMap(id.apply(event), false).descendingMap());
    }

    Optional<E> after(E event) {
        return first(event, byId.tailMap(id.apply(event), false));
    }

    private Optional<E> first(E event, Map<EventId, E> others) {
        var key = subject.apply(event);
        return others.values().stream()
                .filter(other -> subject.apply(other).equals(key))
                .findFirst();
    }

    Collection<E> between(Instant from, Instant to) {
        return Collections.unmodifiableCollection(range(from, to).values());
    }

    Collection<E> newestBetween(Instant from, Instant to) {
        return Collections.unmodifiableCollection(
                range(from, to).descendingMap().values());
    }

    private NavigableMap<EventId, E> range(Instant from, Instant to) {
        var first = EventId.first(from);
        var end = EventId.first(to);
        return byId.subMap(first, true, end.compareTo(first) < 0 ? first : end, false);
    }

    Instant knownSince() {
        return knownSince;
    }

    void knownSince(Instant time) {
        if (time.isAfter(knownSince)) {
            knownSince = time;
        }
    }
}
