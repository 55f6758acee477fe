package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Sent;
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
record News(List<Alert> alerts, Content content, Sent last, Reason reason, boolean isEarly) {
    public News {
        alerts = List.copyOf(alerts);
    }

    boolean isDue() {
        return reason.notifies() && !isEarly;
    }

    /** How a flush ends that has nothing to tell. */
    Ending unsaid() {
        return reason.notifies() ? Ending.PUT_OFF : Ending.UP_TO_DATE;
    }
}
