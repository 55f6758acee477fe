package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.muting.MuteResult;
import dev.tocsin.notification.muting.Muters;
import java.time.Instant;
import java.util.List;

/**
 * The notification that is due for one slot of a flush, after muting and deduplication. Claims are not considered.
 *
 * @param muting the muted and the other alerts
 * @param alerts the alerts of the notification
 * @param content their episodes
 * @param reason why a notification is due; NONE if none is
 */
public record FlushDecision(
        MuteResult muting, List<Alert> alerts, NotifiedEpisodes content, NotificationReason reason) {
    public FlushDecision {
        alerts = List.copyOf(alerts);
    }

    /**
     * Decides as the notifier does.
     *
     * @param last the last notification of the slot
     * @param now log time
     */
    public static FlushDecision of(Flush flush, Dedup dedup, Muters muters, NflogEntry last, Instant now) {
        var muting = MuteResult.apply(flush.alerts(), flush.route().intervals(), muters, now);
        var alerts = muting.unmuted().stream()
                .filter(alert -> !flush.isEndAlreadyNotified(alert, last))
                .toList();
        var content = flush.episodesOf(alerts);
        // If all alerts are muted, nothing is due, not even ALL_ALERTS_RESOLVED.
        var reason = alerts.isEmpty() ? NotificationReason.NONE : dedup.needsUpdate(last, content, flush.flushedAt());
        return new FlushDecision(muting, alerts, content, reason);
    }
}
