package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Facts;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.log.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The replica topology with its real stores; a replica is live from the beginning. */
final class ReplicaStory implements AutoCloseable {
    final Replica replica = new Replica(Facts.TOPICS, Facts.READERS, () -> Instant.EPOCH, () -> 0);
    final Heard heard = new Heard();
    final TopologyTestDriver driver;
    private final Map<String, Long> offsets = new HashMap<>();

    ReplicaStory(Path directory) {
        replica.listen(heard);
        var state = replica.begin();
        var properties = new Properties();
        properties.putAll(
                Map.of("application.id", "story", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(
                new ReplicaTopology(replica, state, new ByteArrayDeserializer()).build(), properties, Facts.T);
        replica.show(state);
        heard.take();
    }

    /** Appends a record and answers where it is. @param value null for a tombstone */
    Position append(String topic, Instant at, String key, byte[] value) {
        input(topic).pipeInput(new TestRecord<>(Keys.bytes(key), value, at));
        return new Position(topic, 0, offsets.merge(topic, 1L, Long::sum) - 1);
    }

    Position log(long second, String key, byte[] value) {
        return append(Facts.TOPICS.clusterLog(), Facts.at(second), key, value);
    }

    Position appendJson(String topic, String key, String json) {
        return append(topic, Facts.T, key, json.getBytes(StandardCharsets.UTF_8));
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
