package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Partition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Detects that a topic was replaced under a running consumer: its offsets start again at 0. Kafka Streams reads the new
 * topic as if it were the old one. So the client must be built again; it then finds that its state is of another topic.
 */
final class OffsetCheck {
    private final Map<Partition, Long> last = new HashMap<>();

    /** @throws IllegalStateException if an offset is not greater than the one before it */
    void check(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(record -> check(new Partition(record.topic(), record.partition()), record.offset()));
    }

    void check(Partition partition, long offset) {
        var before = last.put(partition, offset);
        if (before != null && offset <= before) {
            throw new IllegalStateException("topic %s was replaced: after offset %d came offset %d"
                    .formatted(partition.topic(), before, offset));
        }
    }
}
