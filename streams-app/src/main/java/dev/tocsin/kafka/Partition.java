package dev.tocsin.kafka;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A partition of a topic, like Kafka's TopicPartition, but comparable. */
public record Partition(String topic, int number) implements Comparable<Partition> {
    private static final Comparator<Partition> ORDER =
            Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    public static Partition of(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }

    public static Partition of(RecordMetadata metadata) {
        return new Partition(metadata.topic(), metadata.partition());
    }

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }
}
