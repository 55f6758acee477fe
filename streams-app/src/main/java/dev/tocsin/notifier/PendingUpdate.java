package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.util.List;

/**
 * What there is to tell a slot at one moment: the answer to "who is muted, and does it need an update?".
 *
 * @param alerts what passed the mutes, in the order of the flush
 * @param content the same as episodes
 * @param last what the slot was told before
 * @param reason why it is to be told; NONE if it is not
 * @param isEarly whether the group was told so recently, by another instance, that it must wait
 */
record PendingUpdate(
        List<Alert> alerts, NotifiedEpisodes content, NflogEntry last, NotificationReason reason, boolean isTooEarly) {
    public PendingUpdate {
        alerts = List.copyOf(alerts);
    }

    boolean isDue() {
        return reason.shouldNotify() && !isTooEarly;
    }

    /** How a flush ends that has nothing to tell. */
    FlushState.Done resultIfNotDue() {
        return reason.shouldNotify() ? FlushState.Done.POSTPONED : FlushState.Done.UP_TO_DATE;
    }
}
