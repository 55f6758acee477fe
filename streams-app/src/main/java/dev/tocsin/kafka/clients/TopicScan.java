package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic once, to its present end, for a command. */
public record TopicScan(KafkaSettings settings, Topics topics) {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_EMPTY_POLLS = 10;

    /**
     * Reads with a consumer that has nothing assigned.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public void read(String topic, java.util.function.Consumer<Consumer<byte[], byte[]>> reading) {
        try (var format = settings.wireFormat(topics);
                var consumer =
                        new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), format.deserializer())) {
            reading.accept(consumer);
        } catch (KafkaException | RegistryUnavailableException e) {
            throw new KafkaUnreachableException(
                    "cannot read topic %s: %s; kafka.bootstrap.servers is %s"
                            .formatted(topic, e.getMessage(), settings.bootstrapServers()),
                    e);
        }
    }

    /** Assigns all partitions of a topic. */
    public static List<TopicPartition> assign(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaUnreachableException(
                    "topic %s does not exist: create it, for example with 'tocsin topics create'".formatted(topic),
                    null);
        }
        consumer.assign(partitions);
        return partitions;
    }

    /** Reads the assigned partitions to their present ends. A partition that was paused meanwhile counts as read. */
    public static void pollToEnd(
            Consumer<byte[], byte[]> consumer,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        var ends = consumer.endOffsets(consumer.assignment());
        if (hasReached(consumer, ends)) {
            consumer.poll(POLL_TIMEOUT).forEach(each);
        }
        for (var emptyPolls = 0; !hasReached(consumer, ends); emptyPolls++) {
            var records = consumer.poll(POLL_TIMEOUT);
            records.forEach(each);
            if (!records.isEmpty()) {
                emptyPolls = 0;
            } else if (emptyPolls == MAX_EMPTY_POLLS) {
                throw new KafkaUnreachableException(
                        "cannot read topic %s: no records arrived for 10 s before its end".formatted(topic), null);
            }
        }
    }

    private static boolean hasReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end ->
                        consumer.paused().contains(end.getKey()) || consumer.position(end.getKey()) >= end.getValue());
    }
}
