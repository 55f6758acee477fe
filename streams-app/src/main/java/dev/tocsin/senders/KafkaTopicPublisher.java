package dev.tocsin.senders;

import dev.tocsin.kafka.log.ExternalTopicProducer;
import java.util.concurrent.CompletableFuture;

/** Publishes with a Kafka producer. */
public record KafkaTopicPublisher(ExternalTopicProducer producer) implements TopicPublisher, AutoCloseable {
    @Override
    public void close() {
        producer.close();
    }

    @Override
    public boolean isReserved(String topic) {
        return producer.isReserved(topic);
    }

    @Override
    public CompletableFuture<?> publish(String topic, String key, String value) {
        return producer.publish(topic, key, value);
    }
}
