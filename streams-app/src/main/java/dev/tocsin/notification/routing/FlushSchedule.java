package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * Computes when groups are flushed: after {@code group_wait}, then every {@code group_interval}, counted from the last
 * flush that any instance has notified.
 */
final class FlushSchedule {
    private FlushSchedule() {}

    /**
     * The first flush of a group: after {@code group_wait}, or now if its alert started longer ago than that. If the
     * notification log has an unexpired entry of the group with firing alerts, this instance joins late, and aligns with the
     * cluster's flushes.
     */
    static Instant firstFlush(RouteOptions options, Alert alert, Collection<NflogEntry> lastSent, Instant now) {
        var hasWaited = alert.startsAt().plus(options.groupWait()).isBefore(now);
        var unaligned = hasWaited ? now : now.plus(options.groupWait());
        return lastSent.stream()
                .map(sent -> sent.unlessExpired(now))
                .filter(sent -> !sent.episodes().firing().isEmpty())
                .map(NflogEntry::flushedAt)
                .max(Comparator.naturalOrder())
                .map(flushedAt -> alignedFlush(flushedAt, options.groupInterval(), unaligned, now))
                .orElse(unaligned);
    }

    /** The flush after one that was due at {@code dueAt}: one interval later, or one interval from now if that is past. */
    static Instant nextFlush(RouteOptions options, Instant dueAt, Instant now) {
        var next = dueAt.plus(options.groupInterval());
        return next.isAfter(now) ? next : now.plus(options.groupInterval());
    }

    // A log entry may be ahead of the local clock, so the wait is limited to one interval.
    private static Instant alignedFlush(Instant flushedAt, Duration interval, Instant notBefore, Instant now) {
        var next = flushedAt.plus(interval);
        if (next.isAfter(notBefore)) {
            var latest = now.plus(interval);
            return next.isAfter(latest) ? latest : next;
        }
        var steps = Duration.between(flushedAt, notBefore).dividedBy(interval);
        var last = flushedAt.plus(interval.multipliedBy(steps));
        return last.isBefore(notBefore) ? last.plus(interval) : last;
    }
}
