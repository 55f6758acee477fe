package dev.tocsin.streams;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** One ordered part of a topic. */
public record Partition(String topic, int number) implements Comparable<Partition> {
    private static final Comparator<Partition> ORDER =
            Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    static Partition of(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }
}
