package dev.tocsin.senders;

import java.util.concurrent.CompletableFuture;

/** Publishes to topics of Tocsin's Kafka cluster. */
interface TopicPublisher {
    /** Whether it is one of Tocsin's own topics, to which notifications must not be written. */
    boolean isReserved(String topic);

    /** Completes when the record is stored. Never blocks. */
    CompletableFuture<?> publish(String topic, String key, String value);
}
