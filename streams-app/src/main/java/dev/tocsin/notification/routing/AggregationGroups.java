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
import java.util.function.Predicate;

/** All aggregation groups of a routing tree. Not thread-safe. */
public final class AggregationGroups {
    /** Identifies a group. Sibling routes can share a group key, but not an id. */
    private record GroupId(String routeId, Labels labels) {}

    private final RoutingTree tree;
    private final Map<GroupId, AggregationGroup> groups = new LinkedHashMap<>();
    private final Map<String, List<AggregationGroup>> byKey = new HashMap<>();
    /** Groups without a flush in progress, by due time. */
    private final NavigableSet<AggregationGroup> byDueTime =
            new TreeSet<>(Comparator.comparing(AggregationGroup::dueAt).thenComparing(AggregationGroup::number));

    private long created;

    public AggregationGroups(RoutingTree tree) {
        this.tree = tree;
    }

    /** The number of groups, including those whose alerts are all resolved but not yet notified. */
    public int count() {
        return groups.size();
    }

    /** Adds an alert to, or updates it in, the group of each matching route. Sets the timer of new groups only. */
    public void insert(Alert alert, Instant now, LastNotifications log) {
        for (var route : tree.match(alert.labels())) {
            var labels = route.groupLabels(alert.labels());
            groups.computeIfAbsent(new GroupId(route.id(), labels), id -> create(route, labels, alert, now, log))
                    .put(alert);
        }
    }

    private AggregationGroup create(Route route, Labels labels, Alert alert, Instant now, LastNotifications log) {
        var lastSent = log.of(route.groupKey(labels), route.receiver());
        var group = new AggregationGroup(
                route, labels, FlushSchedule.firstFlush(route.options(), alert, lastSent, now), created++);
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

    /** The time of the next flush; empty if no group is waiting for one. */
    public Optional<Instant> nextDue() {
        return byDueTime.isEmpty()
                ? Optional.empty()
                : Optional.of(byDueTime.first().dueAt());
    }

    /**
     * Flushes every group that is due, unless it is known that nothing would be notified, and resets its timer. A group is not due again before {@link #flushCompleted} or
     * {@link #flushIncomplete} is called for its flush.
     */
    public List<Flush> flush(Instant now) {
        var flushes = new ArrayList<Flush>();
        while (!byDueTime.isEmpty() && byDueTime.first().isDue(now)) {
            var group = byDueTime.pollFirst();
            if (group.skipIfUpToDate(now)) {
                byDueTime.add(group);
            } else {
                flushes.add(group.flush(now));
            }
        }
        return flushes;
    }

    /**
     * Ends a flush that has been notified, by any instance, or of which nothing had to be. Removes the resolved alerts, and
     * the group if it is empty.
     *
     * @param unnotified the resolved alerts that have not been notified; they are kept
     * @param upToDate whether another flush at an instant would notify nothing, while the alerts of the group are the same
     */
    public void flushCompleted(Flush flush, Set<Fingerprint> unnotified, Predicate<Instant> upToDate) {
        find(flush).ifPresent(group -> {
            update(group, () -> group.flushCompleted(flush, unnotified, upToDate));
            if (group.isEmpty()) {
                remove(id(flush));
            }
        });
    }

    /** Ends a flush that failed or was postponed. All alerts are kept for the next one. */
    public void flushIncomplete(Flush flush) {
        find(flush).ifPresent(group -> update(group, group::flushIncomplete));
    }

    /** Aligns the group's timer with a flush that any instance, including this one, has notified. */
    public void alignWith(NflogEntry sent, Instant now) {
        byKey.getOrDefault(sent.slot().groupKey(), List.of()).stream()
                .filter(group -> group.hasSlot(sent.slot()))
                .forEach(group -> update(group, () -> group.alignWith(sent.flushedAt(), now)));
    }

    /** The current state of all groups without flushing them, sorted by group labels, then receiver. */
    public List<Flush> snapshot(Instant now) {
        return groups.values().stream()
                .map(group -> group.snapshot(now))
                .sorted(Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS)
                        .thenComparing(Flush::receiver))
                .toList();
    }

    /** The current state of all groups with their next flushes, in no order. */
    public List<ScheduledGroup> scheduled(Instant now) {
        return groups.values().stream()
                .map(group -> new ScheduledGroup(group.snapshot(now), group.dueAt()))
                .toList();
    }

    /** New groups with the same alerts under another tree. Flushes in progress do not affect them. */
    public AggregationGroups withTree(RoutingTree newTree, Instant now, LastNotifications log) {
        var newGroups = new AggregationGroups(newTree);
        groups.values().forEach(group -> group.alerts().forEach(alert -> newGroups.insert(alert, now, log)));
        return newGroups;
    }

    // The sort key of byDueTime changes, so the group must be removed before.
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
