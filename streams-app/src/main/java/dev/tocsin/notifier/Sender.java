package dev.tocsin.notifier;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Carries notifications to the outside world. Never blocks; never fails but by its {@link DeliveryResult}. */
public interface Sender {
    /** @param longest after which the attempt has failed, if the integration has no shorter limit */
    CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata envelope, Duration longest);

    /**
     * What is written on the outside.
     *
     * @param instance who sends
     * @param idempotencyKey the same for the same news, whoever sends it
     * @param isolated whether the sender was cut off from the cluster log and had nobody's leave
     */
    record DeliveryMetadata(String instance, String idempotencyKey, boolean isolated) {}
}
