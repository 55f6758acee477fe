package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/** The decision whether a slot needs a notification, under its integration's and route's settings. */
public record Dedup(boolean sendResolved, Duration repeatInterval) {

    /**
     * Compares by alert, not by episode: an alert that ended and began again between two flushes is no news, as in
     * Alertmanager. An entry that has expired counts as none.
     *
     * @param current what passed inhibition and silences; with resolved alerts, whatever {@code sendResolved} says
     * @param flushedAt the instant of the flush
     */
    public NotificationReason needsUpdate(NflogEntry last, NotifiedEpisodes current, Instant flushedAt) {
        var told = last.unlessExpired(flushedAt);
        var toldFiring = told.episodes().firingAlerts();
        if (!toldFiring.containsAll(current.firingAlerts())) {
            return toldFiring.isEmpty() ? NotificationReason.FIRST_NOTIFICATION : NotificationReason.NEW_ALERTS_ADDED;
        }
        if (current.firing().isEmpty()) {
            // Whatever sendResolved says: the log must forget what fired, so that the next firing is a first one.
            return toldFiring.isEmpty() ? NotificationReason.NONE : NotificationReason.ALL_ALERTS_RESOLVED;
        }
        if (sendResolved && !told.episodes().resolvedAlerts().containsAll(current.resolvedAlerts())) {
            return NotificationReason.SOME_ALERTS_RESOLVED;
        }
        return told.notifiedAt().isBefore(flushedAt.minus(repeatInterval))
                ? NotificationReason.REPEAT_INTERVAL_ELAPSED
                : NotificationReason.NONE;
    }

    /** Until when the entry of a notification is kept: two repeat intervals, but no longer than the retention. */
    public Instant expiry(Instant notifiedAt, Duration retention) {
        return expiry(notifiedAt, Duration.ZERO, retention);
    }

    /** The same, but kept for some time at least: an entry that is gone before the next flush can not be compared. */
    public Instant expiry(Instant notifiedAt, Duration atLeast, Duration retention) {
        var twice = repeatInterval.multipliedBy(2);
        var kept = twice.compareTo(atLeast) < 0 ? atLeast : twice;
        return notifiedAt.plus(kept.compareTo(retention) < 0 ? kept : retention);
    }
}
