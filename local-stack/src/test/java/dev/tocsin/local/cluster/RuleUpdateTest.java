package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rule changes on a running cluster, by the command line and by a Kafka client. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleUpdateTest {
    private static final Labels SERIES = Labels.of("__name__", "load", "host", "a");

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "rules");
        cluster.samples().set(20, SERIES);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void ruleIsAddedChangedAndRemoved() throws Exception {
        var group = Labels.of("alertname", "Edited");

        apply("load > 10", "", "one");
        awaitEvaluated("edited");
        cluster.inbox().awaitExactly(group, 1);
        var since = activeSince("Edited");

        apply("load > 10", "", "two");
        awaitAlert(
                "Edited",
                alert -> alert.path("annotations").path("text").asText().equals("two"));
        assertThat(activeSince("Edited")).isEqualTo(since);

        apply("load > 11", "", "two");
        awaitQuery("edited", "load > 11");
        assertThat(activeSince("Edited")).isEqualTo(since);
        awaitAlert("Edited", alert -> alert.path("state").asText().equals("firing"));

        apply("load > 12", "1h", "two");
        awaitAlert("Edited", alert -> alert.path("state").asText().equals("pending"));
        assertThat(cluster.inbox().awaitExactly(group, 2).get(1).status()).isEqualTo("resolved");
    }

    /** A new or changed rule with a long interval is evaluated at once for the previous tick. */
    @Test
    void newOrChangedRuleIsEvaluatedAtOnce() throws Exception {
        var rules = """
                groups:
                  - name: daily
                    interval: 1d
                    rules: [{alert: %s, expr: vector(1)}]
                """;
        cluster.applyRules("daily", rules.formatted("New"));
        awaitEvaluated("daily");
        cluster.inbox().awaitExactly(Labels.of("alertname", "New"), 1);

        cluster.applyRules("daily", rules.formatted("Changed"));
        cluster.inbox().awaitExactly(Labels.of("alertname", "Changed"), 1);
        assertThat(cluster.inbox()
                        .awaitExactly(Labels.of("alertname", "New"), 2)
                        .get(1)
                        .status())
                .isEqualTo("resolved");
    }

    @Test
    void removedRuleResolvesItsAlerts() throws Exception {
        var group = Labels.of("alertname", "Removed");
        cluster.applyRules("removed", """
                groups:
                  - name: removed
                    interval: 1s
                    rules: [{alert: Removed, expr: load > 10}]
                """);
        cluster.inbox().await(group, 1);

        cluster.log().delete(cluster.topics().rules(), "removed/removed").join();

        assertThat(cluster.inbox().awaitExactly(group, 2).get(1).status()).isEqualTo("resolved");
        for (var instance : cluster.all()) {
            assertThat(group(instance, "removed").isMissingNode()).isTrue();
            assertThat(instance.get("/api/v2/alerts?filter=alertname=Removed")).isEmpty();
        }
    }

    @Test
    void ruleGroupCanBePlainJson() throws Exception {
        var json = """
                {"namespace": "ops", "name": "plain", "interval": "1s",
                 "rules": [{"alert": "Plain", "expr": "load > 10", "labels": {"from": "json"}}]}
                """;
        produce("ops/plain", json);
        awaitEvaluated("plain");
        cluster.inbox().awaitExactly(Labels.of("alertname", "Plain"), 1);
    }

    /** Runs {@code tocsin rules apply}. */
    private void apply(String expr, String holdFor, String text) throws Exception {
        var file = Files.writeString(
                cluster.folder().resolve("edited.yml"), """
                groups:
                  - name: edited
                    interval: 1s
                    rules: [{alert: Edited, expr: "%s", for: "%s", annotations: {text: "%s"}}]
                """.formatted(expr, holdFor.isEmpty() ? "0s" : holdFor, text));
        var result = TocsinCli.of(cluster.instance(0)).run(List.of("rules", "apply", file));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private void produce(String key, String value) {
        var settings = Map.<String, Object>of("bootstrap.servers", cluster.broker());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(cluster.topics().rules().name(), key, value));
            producer.flush();
        }
    }

    private void awaitEvaluated(String name) {
        for (var instance : cluster.all()) {
            Eventually.until(
                    instance.id() + " evaluates " + name,
                    () -> group(instance, name).path("rules").findPath("health").asText(),
                    health -> health.equals("ok"));
        }
    }

    private void awaitQuery(String name, String query) {
        for (var instance : cluster.all()) {
            Eventually.until(
                    instance.id() + " evaluates " + query,
                    () -> group(instance, name).path("rules").path(0),
                    rule -> rule.path("query").asText().equals(query)
                            && rule.path("health").asText().equals("ok"));
        }
    }

    private void awaitAlert(String name, Predicate<JsonNode> predicate) {
        for (var instance : cluster.all()) {
            Eventually.until(instance.id() + " sees the change", () -> alert(instance, name), predicate);
        }
    }

    private Instant activeSince(String name) throws Exception {
        var all = new HashSet<Instant>();
        for (var instance : cluster.all()) {
            all.add(activeAt(alert(instance, name)));
        }
        assertThat(all).as("the same on all instances").hasSize(1);
        return all.iterator().next();
    }

    private static Instant activeAt(JsonNode alert) {
        return Instant.parse(alert.path("activeAt").asText());
    }

    private static JsonNode alert(InstanceProcess instance, String name) throws Exception {
        for (var alert : instance.get("/api/v1/alerts").findPath("alerts")) {
            if (alert.path("labels").path("alertname").asText().equals(name)) {
                return alert;
            }
        }
        throw new IllegalStateException("there is no alert " + name);
    }

    private static JsonNode group(InstanceProcess instance, String name) throws Exception {
        for (var group : instance.get("/api/v1/rules").findPath("groups")) {
            if (group.path("name").asText().equals(name)) {
                return group;
            }
        }
        return MissingNode.getInstance();
    }
}
