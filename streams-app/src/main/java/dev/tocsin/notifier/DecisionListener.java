package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.muting.MuteReason;
import java.time.Instant;
import java.util.Map;

/** Is told what the flushes of an instance decide. Called on the notifier's loop. */
@FunctionalInterface
public interface DecisionListener {
    DecisionListener NONE = decision -> {};

    /**
     * The decision of one flush for one slot. A flush that waits or is tried again decides several times.
     *
     * @param at the log time
     * @param muted alerts that are left out of the notification, with the reason
     * @param reason why a notification is due; {@link NotificationReason#NONE} if none is
     */
    record Decision(
            Instant at, Slot slot, Labels groupLabels, Map<Alert, MuteReason> muted, NotificationReason reason) {}

    void decided(Decision decision);
}
