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

/** Writes notifications into topics. */
final class KafkaSender {
    private final Executor threads;
    private final InstantSource clock;
    private final NotificationRenderer.RenderContext renderContext;
    private final TopicPublisher publisher;

    KafkaSender(
            Executor threads, InstantSource clock, NotificationRenderer.RenderContext world, TopicPublisher writer) {
        this.threads = threads;
        this.clock = clock;
        this.renderContext = world;
        this.publisher = writer;
    }

    CompletableFuture<DeliveryResult> deliver(KafkaTopic topic, Notification notification, Duration limit) {
        var telling = new NotificationRenderer(notification, clock.instant(), renderContext);
        return CompletableFuture.supplyAsync(() -> topic.message(telling), threads)
                .handle((message, error) -> error == null ? write(message, limit) : permanentFailure(error))
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<DeliveryResult> write(KafkaTopic.Message message, Duration limit) {
        if (publisher.isReserved(message.topic())) {
            return CompletableFuture.completedFuture(new DeliveryResult.Permanent(
                    DeliveryResult.Cause.CLIENT_ERROR,
                    "topic %s is one that Tocsin itself lives by: name another".formatted(message.topic())));
        }
        var stored = publisher.publish(message.topic(), message.key(), message.value());
        return stored.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((position, error) -> error == null
                        ? new DeliveryResult.Delivered()
                        : DeliveryResult.noResponse(Causes.message(error)));
    }

    private static CompletableFuture<DeliveryResult> permanentFailure(Throwable error) {
        return CompletableFuture.completedFuture(
                new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, Causes.message(error)));
    }
}
