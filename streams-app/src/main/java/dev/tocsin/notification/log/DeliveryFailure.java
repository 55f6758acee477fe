package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * A notification that could not be delivered under one claim.
 *
 * @param reason why the notification was due
 * @param error the last error, of the receiver or of the network
 * @param failedAt log time at the end of the last attempt
 */
public record DeliveryFailure(
        NotifiedEpisodes episodes, NotificationReason reason, DeliveryStats stats, String error, Instant failedAt) {}
