package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** When groups are due. */
final class FlushSchedule {
    private FlushSchedule() {}

    /**
     * The first flush of a group: after {@code group_wait}, or at once if its alert has waited that long elsewhere. If
     * the cluster has told of the group before, then this instance merely joins late, and takes up its rhythm.
     */
    static Instant firstFlush(RouteOptions options, Alert alert, Collection<NflogEntry> told, Instant now) {
        var waitedElsewhere = alert.startsAt().plus(options.groupWait()).isBefore(now);
        var alone = waitedElsewhere ? now : now.plus(options.groupWait());
        return told.stream()
                .map(sent -> sent.unlessExpired(now))
                .filter(sent -> !sent.episodes().firing().isEmpty())
                .map(NflogEntry::flushedAt)
                .max(Comparator.naturalOrder())
                .map(flushedAt -> alignedFlush(flushedAt, options.groupInterval(), alone, now))
                .orElse(alone);
    }

    /** The flush after one that was due at an instant, and is done now: in step, unless that is over already. */
    static Instant nextFlush(RouteOptions options, Instant dueAt, Instant now) {
        var next = dueAt.plus(options.groupInterval());
        return next.isAfter(now) ? next : now.plus(options.groupInterval());
    }

    // An instant from the log may lie ahead of our clock; nobody waits longer than one interval for that.
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
