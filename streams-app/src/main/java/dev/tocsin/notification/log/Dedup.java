package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/**
 * Deduplication: decides by {@code repeat_interval} and {@code send_resolved} whether a slot needs a notification, like
 * Alertmanager's DedupStage.
 */
public record Dedup(boolean sendResolved, Duration repeatInterval) {

    /**
     * Compares alerts, not episodes: an alert that resolved and fired again between two flushes needs no notification,
     * as in Alertmanager. An expired entry counts as none.
     *
     * @param current the alerts that are not muted; includes resolved alerts even if {@code sendResolved} is false
     * @param flushedAt log time of the flush
     */
    public NotificationReason needsUpdate(NflogEntry last, NotifiedEpisodes current, Instant flushedAt) {
        var notified = last.unlessExpired(flushedAt);
        var notifiedFiring = notified.episodes().firingAlerts();
        if (!notifiedFiring.containsAll(current.firingAlerts())) {
            return notifiedFiring.isEmpty()
                    ? NotificationReason.FIRST_NOTIFICATION
                    : NotificationReason.NEW_ALERTS_ADDED;
        }
        if (current.firing().isEmpty()) {
            // Even if sendResolved is false: the entry must change, so that the next firing is a first notification.
            return notifiedFiring.isEmpty() ? NotificationReason.NONE : NotificationReason.ALL_ALERTS_RESOLVED;
        }
        if (sendResolved && !notified.episodes().resolvedAlerts().containsAll(current.resolvedAlerts())) {
            return NotificationReason.SOME_ALERTS_RESOLVED;
        }
        return notified.notifiedAt().isBefore(flushedAt.minus(repeatInterval))
                ? NotificationReason.REPEAT_INTERVAL_ELAPSED
                : NotificationReason.NONE;
    }

    /**
     * Time at which an entry expires: two {@code repeat_interval}s after the notification, but at least {@code atLeast} and
     * at most {@code retention} after it.
     *
     * @param atLeast three {@code group_interval}s and at least 15 min, so that the entry still exists at the next flush
     */
    public Instant expiry(Instant notifiedAt, Duration atLeast, Duration retention) {
        var twice = repeatInterval.multipliedBy(2);
        var kept = twice.compareTo(atLeast) < 0 ? atLeast : twice;
        return notifiedAt.plus(kept.compareTo(retention) < 0 ? kept : retention);
    }
}
