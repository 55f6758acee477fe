package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A cluster starts without a registry, gets one, and loses it. The tests run in order. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SchemaRegistryTest {
    private SchemaRegistryProcess registry;
    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker, @TempDir Path dir) throws Exception {
        assumeTrue(
                SchemaRegistryProcess.jar().isPresent(),
                "the registry was not fetched: the build fetches it for tests");
        registry = SchemaRegistryProcess.start(dir.resolve("registry.log"));
        cluster = ThreeInstances.start(broker, "registry");
        notifyGroup("before");
        cluster.inbox().awaitExactly(group("before"), 1);
        for (var instance : cluster.all()) {
            instance.kill();
            instance.withEnvironment("TOCSIN_KAFKA_SCHEMA_REGISTRY_URL", registry.url())
                    .start();
        }
        cluster.awaitReady();
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    @Order(1)
    void schemasAreRegisteredAndBothFormatsAreRead() throws Exception {
        assertThat(registry.subjects())
                .contains("\"registry.rules-value\"", "\"registry.cluster-log-dev.tocsin.schemas.SentRecord\"");

        notifyGroup("with");

        cluster.inbox().awaitExactly(group("with"), 1);
        assertThat(cluster.inbox().notificationsOf(group("before"))).hasSize(1);
        var kinds = clusterLog().stream()
                .map(record -> record.value()[0])
                .distinct()
                .toList();
        assertThat(kinds).containsExactlyInAnyOrder((byte) 0xC3, (byte) 0);
    }

    @Test
    @Order(2)
    void recordsAreCompatibleWithConfluentsSerializer() throws Exception {
        assumeTrue(ConfluentSerde.jar().isPresent(), "Confluent's serializer is missing: .ci/run downloads it");
        var records =
                clusterLog().stream().filter(record -> record.value()[0] == 0).toList();
        assertThat(records).extracting(ConsumerRecord::key).anyMatch(key -> key.startsWith("sent/"));
        try (var confluent = ConfluentSerde.open(registry.url())) {
            for (var record : records) {
                var decoded = confluent.deserialize(record.topic(), record.value());
                assertThat(confluent.serialize(record.topic(), decoded)).isEqualTo(record.value());
                if (record.key().startsWith("member/")) {
                    assertThat(decoded.toString()).contains("\"instance\": \"tocsin-");
                }
            }
        }
    }

    @Test
    @Order(3)
    void registryOutageAllowsOperationAndRestart() throws Exception {
        registry.close();

        notifyGroup("after");
        cluster.inbox().awaitExactly(group("after"), 1);

        cluster.instance(0).kill();
        cluster.instance(0).start();
        cluster.awaitReady();
        notifyGroup("later");
        cluster.inbox().awaitExactly(group("later"), 1);
        assertThat(cluster.inbox().notificationsOf(group("with"))).hasSize(1);
    }

    private void notifyGroup(String group) throws Exception {
        cluster.instance(0).postAlertPastGroupWait(group(group));
    }

    private static Labels group(String name) {
        return Labels.of("alertname", "Registered", "group", name);
    }

    private List<ConsumerRecord<String, byte[]>> clusterLog() {
        return TopicRecords.of(cluster.broker(), cluster.topics().clusterLog().name()).all().stream()
                .filter(record -> record.value() != null)
                .toList();
    }
}
