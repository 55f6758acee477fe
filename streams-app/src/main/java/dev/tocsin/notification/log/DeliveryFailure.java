package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * What could not be delivered, and why not.
 *
 * @param reason why it was to be sent
 * @param error what the receiver or the way to it said last, for people
 * @param at when the last attempt had failed
 */
public record DeliveryFailure(
        NotifiedEpisodes episodes, NotificationReason reason, DeliveryStats stats, String error, Instant failedAt) {}
