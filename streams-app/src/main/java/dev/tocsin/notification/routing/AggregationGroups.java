package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NflogEntry;
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
public final class AggregationGroups {
    /** A group is one of its route's; siblings in the tree may share a group key, but not an id. */
    private record GroupId(String routeId, Labels labels) {}

    private final RoutingTree tree;
    private final Map<GroupId, AggregationGroup> groups = new LinkedHashMap<>();
    private final Map<String, List<AggregationGroup>> byKey = new HashMap<>();
    /** Those of which no flush is under way; the one that is due first comes first. */
    private final NavigableSet<AggregationGroup> byDueTime =
            new TreeSet<>(Comparator.comparing(AggregationGroup::dueAt).thenComparing(AggregationGroup::number));

    private long created;

    public AggregationGroups(RoutingTree tree) {
        this.tree = tree;
    }

    /** How many there are, those included that wait for their last words. */
    public int count() {
        return groups.size();
    }

    /** Puts an alert, or its news, into the group of each of its routes. Only a new group's timer is set by it. */
    public void insert(Alert alert, Instant now, LastNotifications log) {
        for (var route : tree.match(alert.labels())) {
            var labels = route.groupLabels(alert.labels());
            groups.computeIfAbsent(new GroupId(route.id(), labels), id -> create(route, labels, alert, now, log))
                    .put(alert);
        }
    }

    private AggregationGroup create(Route route, Labels labels, Alert alert, Instant now, LastNotifications log) {
        var told = log.of(route.groupKey(labels), route.receiver());
        var group = new AggregationGroup(
                route, labels, FlushSchedule.firstFlush(route.options(), alert, told, now), created++);
        byKey.computeIfAbsent(group.key(), key -> new ArrayList<>()).add(group);
        byDueTime.add(group);
        return group;
    }

    private void remove(GroupId id) {
        var group = groups.remove(id);
        byDueTime.remove(group);
        byKey.computeIfPresent(group.key(), (key, sharing) -> {
            sharing.remove(group);
            return sharing.isEmpty() ? null : sharing;
        });
    }

    /** When a flush is due next; empty if none is, or until those that are under way end. */
    public Optional<Instant> nextDue() {
        return byDueTime.isEmpty()
                ? Optional.empty()
                : Optional.of(byDueTime.first().dueAt());
    }

    /**
     * Takes a flush of every group that is due, and sets its timer anew. A group is not due again before its flush
     * has {@link #flushSucceeded} or {@link #flushFailed}.
     */
    public List<Flush> flush(Instant now) {
        var flushes = new ArrayList<Flush>();
        while (!byDueTime.isEmpty() && byDueTime.first().isDue(now)) {
            flushes.add(byDueTime.pollFirst().flush(now));
        }
        return flushes;
    }

    /**
     * Everything that had to be told was told, on whichever instance; nothing may have had to be. What is over is
     * forgotten, and a group without alerts with it.
     */
    public void flushSucceeded(Flush flush) {
        flushSucceeded(flush, Set.of());
    }

    /** The same, but some of what is over is still to be told. */
    public void flushSucceeded(Flush flush, Set<Fingerprint> owed) {
        find(flush).ifPresent(group -> {
            update(group, () -> group.flushSucceeded(flush, owed));
            if (group.isEmpty()) {
                remove(id(flush));
            }
        });
    }

    /** Something could not be told, or was put off: everything is kept for the next flush. */
    public void flushFailed(Flush flush) {
        find(flush).ifPresent(group -> update(group, group::flushFailed));
    }

    /** Falls into step with a flush that was told, on whichever instance, this one included. */
    public void alignWith(NflogEntry sent, Instant now) {
        byKey.getOrDefault(sent.slot().groupKey(), List.of()).stream()
                .filter(group -> group.hasSlot(sent.slot()))
                .forEach(group -> update(group, () -> group.flushedElsewhere(sent.flushedAt(), now)));
    }

    /** Every group as it is now, without flushing it; by group labels, then receiver. */
    public List<Flush> snapshot(Instant now) {
        return groups.values().stream()
                .map(group -> group.snapshot(now))
                .sorted(Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS)
                        .thenComparing(Flush::receiver))
                .toList();
    }

    /** The same alerts under another tree, in new groups; flushes that are under way no longer concern them. */
    public AggregationGroups withTree(RoutingTree another, Instant now, LastNotifications log) {
        var moved = new AggregationGroups(another);
        groups.values().forEach(group -> group.alerts().forEach(alert -> moved.insert(alert, now, log)));
        return moved;
    }

    // Its place among those that wait is by what is about to change.
    private void update(AggregationGroup group, Runnable event) {
        byDueTime.remove(group);
        event.run();
        if (group.isWaiting()) {
            byDueTime.add(group);
        }
    }

    private Optional<AggregationGroup> find(Flush flush) {
        return Optional.ofNullable(groups.get(id(flush)));
    }

    private static GroupId id(Flush flush) {
        return new GroupId(flush.route().id(), flush.groupLabels());
    }
}
