package dev.tocsin.senders;

import dev.tocsin.kafka.log.Publisher;
import java.util.concurrent.CompletableFuture;

/** The topics of the Kafka that the cluster lives on. */
public record PublishedTopics(Publisher publisher) implements TopicWriter, AutoCloseable {
    @Override
    public void close() {
        publisher.close();
    }

    @Override
    public boolean isOurs(String topic) {
        return publisher.isOurs(topic);
    }

    @Override
    public CompletableFuture<?> publish(String topic, String key, String value) {
        return publisher.publish(topic, key, value);
    }
}
