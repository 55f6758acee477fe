package dev.tocsin.notifier;

import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Carries notifications to the outside world. Never blocks; never fails but by its {@link Outcome}. */
public interface Courier {
    /** @param longest after which the attempt has failed, if the integration has no shorter limit */
    CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest);

    /**
     * What is written on the outside.
     *
     * @param instance who sends
     * @param idempotencyKey the same for the same news, whoever sends it
     * @param isolated whether the sender was cut off from the cluster log and had nobody's leave
     */
    record Envelope(String instance, String idempotencyKey, boolean isolated) {}
}
