package dev.tocsin.senders;

import dev.tocsin.notification.receivers.KafkaTopic;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Telling;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Writes notifications into topics. */
final class TopicCourier {
    private final Executor threads;
    private final InstantSource clock;
    private final Telling.World world;
    private final TopicWriter writer;

    TopicCourier(Executor threads, InstantSource clock, Telling.World world, TopicWriter writer) {
        this.threads = threads;
        this.clock = clock;
        this.world = world;
        this.writer = writer;
    }

    CompletableFuture<Outcome> deliver(KafkaTopic topic, Notification notification, Duration limit) {
        var telling = new Telling(notification, clock.instant(), world);
        return CompletableFuture.supplyAsync(() -> topic.message(telling), threads)
                .handle((message, error) -> error == null ? write(message, limit) : refused(error))
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Outcome> write(KafkaTopic.Message message, Duration limit) {
        if (writer.isOurs(message.topic())) {
            return CompletableFuture.completedFuture(new Outcome.Permanent(
                    Outcome.Cause.CLIENT_ERROR,
                    "topic %s is one that Tocsin itself lives by: name another".formatted(message.topic())));
        }
        var stored = writer.publish(message.topic(), message.key(), message.value());
        return stored.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((position, error) ->
                        error == null ? new Outcome.Delivered() : Outcome.ofNoAnswer(Causes.sentence(error)));
    }

    private static CompletableFuture<Outcome> refused(Throwable error) {
        return CompletableFuture.completedFuture(new Outcome.Permanent(Outcome.Cause.OTHER, Causes.sentence(error)));
    }
}
