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

/** An aggregation group: its alerts, its next flush, and whether a flush is in progress. */
final class AggregationGroup {
    private final Route route;
    private final Labels labels;
    private final String key;
    private final long number;
    private final Map<Fingerprint, Alert> alerts = new HashMap<>();
    private Instant dueAt;
    private Instant lastFlushElsewhere = Instant.MIN;
    private boolean flushing;

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

    Flush snapshot(Instant now) {
        return new Flush(route, labels, List.copyOf(alerts.values()), now);
    }

    Flush flush(Instant now) {
        flushing = true;
        dueAt = FlushSchedule.nextFlush(route.options(), dueAt, now);
        return snapshot(now);
    }

    void flushIncomplete() {
        flushing = false;
    }

    /** Removes the resolved alerts that were notified, except those that have changed since the flush. */
    void flushCompleted(Flush flush, Set<Fingerprint> unnotified) {
        flushing = false;
        flush.resolved().stream()
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
