package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All groups under one tree of routes. Confined to one thread. */
public final class Groups {
    /** A group is one of its route's; siblings in the tree may share a group key, but not an id. */
    private record Id(String routeId, Labels labels) {}

    private final RoutingTree tree;
    private final Map<Id, Group> groups = new LinkedHashMap<>();
    private final Map<String, List<Group>> byKey = new HashMap<>();
    /** Those of which no flush is under way; the one that is due first comes first. */
    private final NavigableSet<Group> waiting =
            new TreeSet<>(Comparator.comparing(Group::dueAt).thenComparing(Group::number));

    private long made;

    public Groups(RoutingTree tree) {
        this.tree = tree;
    }

    /** How many there are, those included that wait for their last words. */
    public int count() {
        return groups.size();
    }

    /** Puts an alert, or its news, into the group of each of its routes. Only a new group's timer is set by it. */
    public void insert(Alert alert, Instant now, NotificationLog log) {
        for (var route : tree.match(alert.labels())) {
            var labels = route.groupLabels(alert.labels());
            groups.computeIfAbsent(new Id(route.id(), labels), id -> create(route, labels, alert, now, log))
                    .put(alert);
        }
    }

    private Group create(Route route, Labels labels, Alert alert, Instant now, NotificationLog log) {
        var told = log.of(route.groupKey(labels), route.receiver());
        var group = new Group(route, labels, Timing.first(route.options(), alert, told, now), made++);
        byKey.computeIfAbsent(group.key(), key -> new ArrayList<>()).add(group);
        waiting.add(group);
        return group;
    }

    private void remove(Id id) {
        var group = groups.remove(id);
        waiting.remove(group);
        byKey.computeIfPresent(group.key(), (key, sharing) -> {
            sharing.remove(group);
            return sharing.isEmpty() ? null : sharing;
        });
    }

    /** When a flush is due next; empty if none is, or until those that are under way end. */
    public Optional<Instant> nextDue() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.first().dueAt());
    }

    /**
     * Takes a flush of every group that is due, and sets its timer anew. A group is not due again before its flush
     * has {@link #succeeded} or {@link #failed}.
     */
    public List<Flush> flush(Instant now) {
        var flushes = new ArrayList<Flush>();
        while (!waiting.isEmpty() && waiting.first().isDue(now)) {
            flushes.add(waiting.pollFirst().flush(now));
        }
        return flushes;
    }

    /**
     * Everything that had to be told was told, on whichever instance; nothing may have had to be. What is over is
     * forgotten, and a group without alerts with it.
     */
    public void succeeded(Flush flush) {
        succeeded(flush, Set.of());
    }

    /** The same, but some of what is over is still to be told. */
    public void succeeded(Flush flush, Set<Fingerprint> owed) {
        find(flush).ifPresent(group -> {
            change(group, () -> group.succeeded(flush, owed));
            if (group.isEmpty()) {
                remove(id(flush));
            }
        });
    }

    /** Something could not be told, or was put off: everything is kept for the next flush. */
    public void failed(Flush flush) {
        find(flush).ifPresent(group -> change(group, group::failed));
    }

    /** Falls into step with a flush that was told, on whichever instance, this one included. */
    public void sent(Sent sent, Instant now) {
        byKey.getOrDefault(sent.slot().groupKey(), List.of()).stream()
                .filter(group -> group.concerns(sent.slot()))
                .forEach(group -> change(group, () -> group.flushedElsewhere(sent.flushedAt(), now)));
    }

    /** Every group as it is now, without flushing it; by group labels, then receiver. */
    public List<Flush> asOf(Instant now) {
        return groups.values().stream()
                .map(group -> group.asOf(now))
                .sorted(Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS)
                        .thenComparing(Flush::receiver))
                .toList();
    }

    /** The same alerts under another tree, in new groups; flushes that are under way no longer concern them. */
    public Groups under(RoutingTree another, Instant now, NotificationLog log) {
        var moved = new Groups(another);
        groups.values().forEach(group -> group.alerts().forEach(alert -> moved.insert(alert, now, log)));
        return moved;
    }

    // Its place among those that wait is by what is about to change.
    private void change(Group group, Runnable event) {
        waiting.remove(group);
        event.run();
        if (group.isWaiting()) {
            waiting.add(group);
        }
    }

    private Optional<Group> find(Flush flush) {
        return Optional.ofNullable(groups.get(id(flush)));
    }

    private static Id id(Flush flush) {
        return new Id(flush.route().id(), flush.groupLabels());
    }
}
