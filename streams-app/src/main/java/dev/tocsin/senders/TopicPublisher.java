package dev.tocsin.senders;

import java.util.concurrent.CompletableFuture;

/** Writes to topics of the cluster's Kafka. */
interface TopicPublisher {
    /** Whether it is one of those by which the cluster lives, into which nobody else writes. */
    boolean isReserved(String topic);

    /** Done once it is stored. Never blocks. */
    CompletableFuture<?> publish(String topic, String key, String value);
}
