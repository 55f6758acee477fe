package dev.tocsin.notifier;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends notifications to receivers, like Alertmanager's {@code Notifier}. Never blocks; reports failures as
 * {@link DeliveryResult}s only.
 */
public interface Sender {
    /** @param timeout time after which the attempt has failed, unless the integration has a shorter one */
    CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata metadata, Duration timeout);

    /**
     * Metadata of a notification, sent in HTTP headers.
     *
     * @param instance the instance that sends
     * @param idempotencyKey the same for the same notification from every instance
     * @param isolated whether the instance sends without a claim because it cannot reach the cluster log
     */
    record DeliveryMetadata(String instance, String idempotencyKey, boolean isolated) {}
}
