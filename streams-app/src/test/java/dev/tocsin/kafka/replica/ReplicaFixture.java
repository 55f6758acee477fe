package dev.tocsin.kafka.replica;

import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.log.RecordPosition;
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

/** The replica topology with its real stores. The replica is live from the beginning. */
final class ReplicaFixture implements AutoCloseable {
    final Replica replica;
    final RecordValidator validator;
    final RecordingReplicaListener listener;
    final TopologyTestDriver driver;
    private final Map<String, Long> offsets = new HashMap<>();

    ReplicaFixture(Path directory) {
        this(directory, TestRecords.VALIDATOR, CheckQueue.INLINE);
    }

    ReplicaFixture(Path directory, RecordValidator validator, CheckQueue checks) {
        this.validator = validator;
        replica = new Replica(
                TestRecords.TOPICS, validator, () -> Instant.EPOCH, () -> 0, checks, HistorySettings.DEFAULTS);
        listener = new RecordingReplicaListener(replica, TestRecords.TOPICS);
        var state = replica.newState();
        var properties = new Properties();
        properties.putAll(
                Map.of("application.id", "replica", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(
                new ReplicaTopology(replica, state, new ByteArrayDeserializer()).build(), properties, TestRecords.T);
        replica.activate(state);
        listener.drain();
    }

    /** Appends a record and returns its position. @param value null for a tombstone */
    RecordPosition append(String topic, Instant at, String key, byte[] value) {
        input(topic).pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, at));
        return new RecordPosition(topic, 0, offsets.merge(topic, 1L, Long::sum) - 1);
    }

    RecordPosition log(long second, String key, byte[] value) {
        return append(TestRecords.TOPICS.clusterLog().name(), TestRecords.at(second), key, value);
    }

    RecordPosition appendJson(String topic, String key, String json) {
        return append(topic, TestRecords.T, key, json.getBytes(StandardCharsets.UTF_8));
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
