package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.KafkaTopic;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Writes notifications to Kafka topics. */
record KafkaSender(
        Executor threads,
        InstantSource clock,
        NotificationRenderer.RenderContext renderContext,
        TopicPublisher publisher) {
    /** Never blocks and never fails. */
    CompletableFuture<DeliveryResult> deliver(KafkaTopic topic, Notification notification, Duration limit) {
        var renderer = new NotificationRenderer(notification, clock.instant(), renderContext);
        return CompletableFuture.supplyAsync(() -> topic.message(renderer), threads)
                .handle((message, error) -> error == null ? write(message, limit) : permanentFailure(error))
                .thenCompose(result -> result);
    }

    private CompletableFuture<DeliveryResult> write(KafkaTopic.Message message, Duration limit) {
        if (publisher.isReserved(message.topic())) {
            return CompletableFuture.completedFuture(new DeliveryResult.Permanent(
                    DeliveryResult.Cause.CLIENT_ERROR,
                    "topic %s is one of Tocsin's own topics: use another".formatted(message.topic())));
        }
        var stored = publisher.publish(message.topic(), message.key(), message.value());
        return stored.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((metadata, error) -> error == null
                        ? new DeliveryResult.Delivered()
                        : DeliveryResult.noResponse(Causes.message(error)));
    }

    private static CompletableFuture<DeliveryResult> permanentFailure(Throwable error) {
        return CompletableFuture.completedFuture(
                new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, Causes.message(error)));
    }
}
