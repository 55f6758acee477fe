package dev.tocsin.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Undecodable and invalid records in every topic are skipped and reported. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonPillTest {
    private static final byte[] GARBAGE = {(byte) 0xc3, 1, 2, 3, (byte) 0xff, 0};

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "poison");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void invalidRecordsOfEachTopicAreSkippedAndReported() throws Exception {
        cluster.applyRules("good", """
                groups:
                  - name: load
                    interval: 1s
                    rules: [{alert: Busy, expr: load > 10}]
                """);
        awaitGroups(cluster.all());
        var topics = cluster.topics();
        producePoisonPills(
                topics.rules().name(),
                "good/load",
                "{\"namespace\": \"good\", \"name\": \"load\", \"rules\": [{\"alert\": \"A\", \"expr\": \"load >\"}]}");
        producePoisonPills(topics.config().name(), "alertmanager", "{\"document\": \"route: {receiver: nobody}\"}");
        producePoisonPills(
                topics.samples().name(),
                "x",
                "{\"series\": [{\"labels\": {\"__name__\": \"load\"}, \"samples\": [{\"timestamp\": \"noon\", \"value\": 1}]}]}");
        producePoisonPills(topics.alerts().name(), "0123456789abcdef", "{\"labels\": {}, \"startsAt\": 0}");
        producePoisonPills(topics.clusterLog().name(), "claim/invalid", "{\"slot\": 1}");
        producePoisonPills(
                topics.alertState().name(),
                "a/b",
                "{\"ruleUid\": \"a\", \"group\": \"g\", \"labels\": {}, \"state\": \"DREAMING\", \"activeAt\": 0, \"tick\": 0}");

        for (var instance : cluster.all()) {
            assertSkipped(instance, 12);
        }

        var fresh = cluster.instance(2);
        fresh.kill();
        TestFolders.delete(fresh.stateFolder());
        fresh.start();
        cluster.awaitReady();
        // A start counts what is invalid now: of the two records of each key the last one. Samples have no last record
        // of a key, so both count.
        assertSkipped(fresh, 7);

        cluster.samples().set(20, Labels.of("__name__", "load", "host", "a"));
        cluster.inbox().awaitExactly(Labels.of("alertname", "Busy"), 1);
        awaitGroups(cluster.all());
    }

    private void assertSkipped(InstanceProcess instance, int count) throws Exception {
        Eventually.until(
                instance.id() + " counts the skipped records",
                () -> instance.metric("tocsin_records_skipped"),
                skipped -> skipped == count);
        assertThat(skipped(instance))
                .hasSize(6)
                .allSatisfy((topic, records) -> assertThat(records).isEqualTo(1));
        assertThat(instance.getResponse("/-/ready").statusCode()).isEqualTo(200);
        var group = instance.get("/api/v1/rules").findPath("groups").path(0);
        assertThat(group.path("problem").asText()).contains("parse error");
        assertThat(group.path("rules").path(0).path("query").asText()).isEqualTo("load > 10");
        assertThat(instance.get("/api/v2/status").findPath("original").asText()).contains("group_interval: 2s");
    }

    private static Map<String, Integer> skipped(InstanceProcess instance) throws Exception {
        var byTopic = new HashMap<String, Integer>();
        for (var record : instance.get("/api/v1/tocsin/skipped-records").findValues("topic")) {
            byTopic.merge(record.asText(), 1, Integer::sum);
        }
        return byTopic;
    }

    private void awaitGroups(List<InstanceProcess> instances) {
        for (var instance : instances) {
            Eventually.until(
                    instance.id() + " evaluates the good rules",
                    () -> instance.get("/api/v1/rules").findPath("health").asText(),
                    health -> health.equals("ok"));
        }
    }

    private void producePoisonPills(String topic, String key, String invalid) {
        var settings = Map.<String, Object>of("bootstrap.servers", cluster.broker());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, GARBAGE));
            producer.send(new ProducerRecord<>(topic, key, invalid.getBytes(UTF_8)));
            producer.flush();
        }
    }
}
