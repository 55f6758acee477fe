package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.util.List;

/**
 * The notification due for a slot at one instant, after muting and deduplication.
 *
 * @param alerts the alerts that are not muted, in the order of the flush
 * @param content their episodes
 * @param last the notification log entry of the slot
 * @param reason the reason of the notification; NONE if none is due
 * @param isTooSoon whether another instance has flushed the group so recently that this flush must wait, or whether the
 *     receiver has refused this flush
 */
record PendingUpdate(
        List<Alert> alerts, NotifiedEpisodes content, NflogEntry last, NotificationReason reason, boolean isTooSoon) {
    public PendingUpdate {
        alerts = List.copyOf(alerts);
    }

    boolean isDue() {
        return reason.shouldNotify() && !isTooSoon;
    }

    /** The result of a flush without a notification. */
    FlushState.Done resultIfNotDue() {
        return reason.shouldNotify() ? FlushState.Done.POSTPONED : FlushState.Done.UP_TO_DATE;
    }
}
