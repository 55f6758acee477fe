package dev.tocsin.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The rows of one table as a sink would have them: what was committed to its changelog, the last of each id. */
record ArchivedRows(Map<String, JsonNode> byId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ArchivedRows of(ThreeInstances cluster, String prefix, String table) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.broker(), "isolation.level", "read_committed");
        var topic = new TopicPartition(prefix + "archive-" + table + "-changelog", 0);
        var rows = new TreeMap<String, JsonNode>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            if (!consumer.listTopics().containsKey(topic.topic())) {
                return new ArchivedRows(Map.of());
            }
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            var end = consumer.endOffsets(List.of(topic)).get(topic);
            while (consumer.position(topic) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var id = payload(record.key()).path("id").asText();
                    if (record.value() == null) {
                        rows.remove(id);
                    } else {
                        rows.put(id, payload(record.value()));
                    }
                }
            }
        }
        return new ArchivedRows(rows);
    }

    List<JsonNode> where(String column, String value) {
        return byId.values().stream()
                .filter(row -> row.path(column).asText().equals(value))
                .toList();
    }

    private static JsonNode payload(String json) {
        try {
            return JSON.readTree(json).path("payload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
