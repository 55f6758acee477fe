package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Slot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** An aggregation group: its alerts, its next flush, and whether a flush is in progress. */
final class AggregationGroup {
    private static final Predicate<Instant> NEVER = now -> false;

    private final Route route;
    private final Labels labels;
    private final String key;
    private final long number;
    private final Map<Fingerprint, Alert> alerts = new HashMap<>();
    /** In the order of notifications; null if they have changed since they were sorted. */
    private List<Alert> sorted;

    private Instant dueAt;
    private Instant lastFlushElsewhere = Instant.MIN;
    private boolean flushing;
    private boolean changedSinceFlush;
    /** Whether a flush at an instant would notify nothing, while the alerts are the same. */
    private Predicate<Instant> upToDate = NEVER;

    /** @param number unique; orders groups that are due at the same time */
    AggregationGroup(Route route, Labels labels, Instant dueAt, long number) {
        this.route = route;
        this.labels = labels;
        this.key = route.groupKey(labels);
        this.dueAt = dueAt;
        this.number = number;
    }

    String key() {
        return key;
    }

    long number() {
        return number;
    }

    boolean hasSlot(Slot slot) {
        return slot.receiver().equals(route.receiver()) && slot.groupKey().equals(key);
    }

    void put(Alert alert) {
        alerts.put(alert.fingerprint(), alert);
        sorted = null;
        upToDate = NEVER;
        changedSinceFlush = true;
    }

    Collection<Alert> alerts() {
        return alerts.values();
    }

    boolean isEmpty() {
        return alerts.isEmpty();
    }

    Instant dueAt() {
        return dueAt;
    }

    boolean isWaiting() {
        return !flushing;
    }

    boolean isDue(Instant now) {
        return isWaiting() && !dueAt.isAfter(now);
    }

    /** Passes over a flush that would notify nothing. Returns false if it may notify something. */
    boolean skipIfUpToDate(Instant now) {
        var isUpToDate = upToDate.test(now);
        if (isUpToDate) {
            dueAt = FlushSchedule.nextFlush(route.options(), dueAt, now);
        }
        return isUpToDate;
    }

    Flush snapshot(Instant now) {
        if (sorted == null) {
            sorted = alerts.values().stream().sorted(AlertOrder.OF_ALERTS).toList();
        }
        return new Flush(route, labels, sorted, now);
    }

    Flush flush(Instant now) {
        flushing = true;
        upToDate = NEVER;
        changedSinceFlush = false;
        dueAt = FlushSchedule.nextFlush(route.options(), dueAt, now);
        return snapshot(now);
    }

    void flushIncomplete() {
        flushing = false;
    }

    /** Removes the resolved alerts that were notified, except those that have changed since the flush. */
    void flushCompleted(Flush flush, Set<Fingerprint> unnotified, Predicate<Instant> stillUpToDate) {
        flushing = false;
        upToDate = changedSinceFlush ? NEVER : stillUpToDate;
        var resolved = flush.resolved();
        sorted = resolved.isEmpty() ? sorted : null;
        resolved.stream()
                .filter(alert -> !unnotified.contains(alert.fingerprint()))
                .forEach(alert -> alerts.computeIfPresent(
                        alert.fingerprint(),
                        (fingerprint, current) -> current.updatedAt().equals(alert.updatedAt()) ? null : current));
    }

    /**
     * Aligns {@code group_interval} with a flush that any instance has notified. Ignores flushes older than one interval,
     * and flushes that are not newer than one seen before.
     */
    void alignWith(Instant flushedAt, Instant now) {
        if (!flushedAt.isAfter(lastFlushElsewhere)) {
            return;
        }
        lastFlushElsewhere = flushedAt.isAfter(now) ? now : flushedAt;
        var interval = route.options().groupInterval();
        var next = flushedAt.plus(interval);
        if (next.isAfter(now)) {
            var latest = now.plus(interval);
            dueAt = next.isAfter(latest) ? latest : next;
        }
    }
}
