package dev.tocsin.kafka.clients;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Consumed records as Kafka Streams can restore them. A record without a key gets an empty one, and a negative timestamp
 * becomes 0. Streams processes such records when they arrive; but when it restores a store it leaves out those without
 * a key, and fails at those with a negative timestamp.
 */
final class RestorableRecords {
    private RestorableRecords() {}

    static ConsumerRecords<byte[], byte[]> of(ConsumerRecords<byte[], byte[]> records) {
        for (var record : records) {
            if (!isRestorable(record)) {
                return convertAll(records);
            }
        }
        return records;
    }

    private static boolean isRestorable(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && record.timestamp() >= 0;
    }

    private static ConsumerRecords<byte[], byte[]> convertAll(ConsumerRecords<byte[], byte[]> records) {
        var all = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        for (var partition : records.partitions()) {
            all.put(
                    partition,
                    records.records(partition).stream()
                            .map(RestorableRecords::convert)
                            .toList());
        }
        return new ConsumerRecords<>(all, records.nextOffsets());
    }

    private static ConsumerRecord<byte[], byte[]> convert(ConsumerRecord<byte[], byte[]> record) {
        return isRestorable(record)
                ? record
                : new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Math.max(0, record.timestamp()),
                        record.timestampType(),
                        record.serializedKeySize(),
                        record.serializedValueSize(),
                        record.key() == null ? new byte[0] : record.key(),
                        record.value(),
                        record.headers(),
                        record.leaderEpoch());
    }
}
