package dev.tocsin.local.cluster;

import dev.tocsin.streams.avro.Codec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that was ever written to a topic of one partition, which is not compacted yet. */
record LoggedEntries(List<ConsumerRecord<String, byte[]>> all) {
    static LoggedEntries of(String broker, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker);
        var partition = new TopicPartition(topic, 0);
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return new LoggedEntries(List.copyOf(records));
    }

    /** The last word on each key that begins so and is not deleted, by what follows in the key. */
    <T> Map<String, T> standing(String prefix, Codec<T> codec) {
        var standing = new TreeMap<String, T>();
        for (var record : all) {
            if (record.key().startsWith(prefix)) {
                var key = record.key().substring(prefix.length());
                if (record.value() == null) {
                    standing.remove(key);
                } else {
                    standing.put(key, codec.decode(record.value()).orThrow());
                }
            }
        }
        return standing;
    }

    /** Each word on keys that begin so, in order. */
    <T> Stream<T> each(String prefix, Codec<T> codec) {
        return all.stream()
                .filter(record -> record.key().startsWith(prefix) && record.value() != null)
                .map(record -> codec.decode(record.value()).orThrow());
    }
}
