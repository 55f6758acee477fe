package dev.tocsin.local.cluster;

import dev.tocsin.kafka.codec.Codec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All committed records of a topic, one partition after the other. */
record TopicRecords(List<ConsumerRecord<String, byte[]>> all) {
    /** Reads a topic; empty if it does not exist. */
    static TopicRecords of(String broker, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker, "isolation.level", "read_committed");
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return new TopicRecords(List.copyOf(records));
    }

    /**
     * Deletes the first records of a compacted topic with one partition.
     *
     * @param until offset of the first record that is kept
     */
    static void deleteRecordsBefore(String broker, String topic, long until) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            // Brokers refuse to delete records of topics with cleanup.policy=compact only.
            setCleanupPolicy(admin, topic, "compact,delete");
            var partition = new TopicPartition(topic, 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(until)))
                    .all()
                    .get();
            setCleanupPolicy(admin, topic, "compact");
        }
    }

    private static void setCleanupPolicy(Admin admin, String topic, String policy) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    /** The last record of a key. */
    ConsumerRecord<String, byte[]> last(String key) {
        return all.stream()
                .filter(record -> record.key().equals(key))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The last record of each undeleted key with a prefix, by the rest of the key. */
    <T> Map<String, T> latestValues(String prefix, Codec<T> codec) {
        var latest = new TreeMap<String, T>();
        for (var record : all) {
            if (record.key().startsWith(prefix)) {
                var key = record.key().substring(prefix.length());
                if (record.value() == null) {
                    latest.remove(key);
                } else {
                    latest.put(key, codec.decode(record.value()).orThrow());
                }
            }
        }
        return latest;
    }

    /** All records whose key has a prefix, in order. */
    <T> Stream<T> values(String prefix, Codec<T> codec) {
        return all.stream()
                .filter(record -> record.key().startsWith(prefix) && record.value() != null)
                .map(record -> codec.decode(record.value()).orThrow());
    }
}
