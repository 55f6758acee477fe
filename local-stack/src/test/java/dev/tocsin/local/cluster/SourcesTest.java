package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Three instances read topics of other producers, also while they are killed. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SourcesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SOURCES = """
            sources:
              - name: orders
                topics: [src-orders]
                format: json
                when: '$.status == "PAID"'
                series:
                  - {metric: orders_total, value: 1, kind: counter}
                  - {metric: euro_total, value: $.euro, labels: {country: $.country}, kind: counter}
              - name: late
                pattern: 'src-late-.*'
                format: json
                start: earliest
                series: [{metric: late_total, value: 1, labels: {topic: $topic}, kind: counter}]
            """;

    private ThreeInstances cluster;
    private KafkaProducer<String, String> producer;
    private long paid;

    @BeforeAll
    void start(Broker broker) throws Exception {
        cluster = ThreeInstances.start(broker, "sources");
        producer = producer(Map.of());
        apply(SOURCES);
    }

    @AfterAll
    void stop() {
        producer.close();
        cluster.close();
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", cluster.broker()));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private void apply(String yaml) {
        cluster.log()
                .append(
                        cluster.topics().document(ConfigDocument.SOURCES),
                        new ConfigDocument(yaml, Instant.EPOCH, "test"))
                .join();
    }

    private void createTopic(String name, int partitions) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.broker()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private double query(InstanceProcess instance, String expr) throws Exception {
        var encoded = URLEncoder.encode(expr, StandardCharsets.UTF_8);
        var value = instance.get("/api/v1/query?query=" + encoded).findPath("value");
        return value.isMissingNode() ? Double.NaN : value.path(1).asDouble();
    }

    private void awaitEverywhere(String expr, double expected) {
        for (var instance : cluster.all()) {
            Eventually.until(
                    "%s of %s is %s; it is %s".formatted(expr, instance.id(), expected, quietly(instance, expr)),
                    PATIENCE,
                    () -> query(instance, expr) == expected);
        }
    }

    private String quietly(InstanceProcess instance, String expr) {
        try {
            return Double.toString(query(instance, expr));
        } catch (Exception e) {
            return e.toString();
        }
    }

    private void order(String country) {
        producer.send(new ProducerRecord<>(
                "src-orders", "{\"status\":\"PAID\",\"euro\":2,\"country\":\"%s\"}".formatted(country)));
        paid++;
    }

    /** The topic does not exist, and nothing ever came. */
    @Test
    @Order(1)
    void absenceOfOrdersIsSeenBeforeTheTopicExists() {
        awaitEverywhere("increase(orders_total[10m])", 0);
    }

    @Test
    @Order(2)
    void recordsOfATopicThatIsCreatedLaterAreCounted() throws Exception {
        createTopic("src-orders", 3);
        for (var i = 0; i < 100; i++) {
            order("DE");
        }
        producer.flush();
        awaitEverywhere("orders_total", 100);
        awaitEverywhere("euro_total{country=\"DE\"}", 200);
    }

    @Test
    @Order(3)
    void recordsOfAbortedTransactionsDoNotCount() {
        try (var transactional = producer(Map.of("transactional.id", "aborting"))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (var i = 0; i < 50; i++) {
                transactional.send(
                        new ProducerRecord<>("src-orders", "{\"status\":\"PAID\",\"euro\":1,\"country\":\"XX\"}"));
            }
            transactional.flush();
            transactional.abortTransaction();
        }
        order("DE");
        producer.flush();
        awaitEverywhere("orders_total", paid);
    }

    @Test
    @Order(4)
    void newTopicsOfAPatternAndNewPartitionsAreRead() throws Exception {
        createTopic("src-late-1", 1);
        producer.send(new ProducerRecord<>("src-late-1", "{}"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.broker()))) {
            admin.createPartitions(Map.of("src-orders", NewPartitions.increaseTo(5)))
                    .all()
                    .get();
        }
        producer.send(
                new ProducerRecord<>("src-orders", 4, null, "{\"status\":\"PAID\",\"euro\":2,\"country\":\"DE\"}"));
        paid++;
        producer.flush();
        awaitEverywhere("late_total{topic=\"src-late-1\"}", 1);
        awaitEverywhere("orders_total", paid);
    }

    @Test
    @Order(5)
    void undecodableRecordsAreListedAndStopNothing() throws Exception {
        producer.send(new ProducerRecord<>("src-orders", 0, null, "{broken"));
        order("DE");
        producer.flush();
        awaitEverywhere("orders_total", paid);
        var listed = 0;
        for (var instance : cluster.all()) {
            for (var source :
                    instance.get("/api/v1/tocsin/sources").path("data").path("sources")) {
                assertThat(source.path("state").asText()).isEqualTo("RUNNING");
                listed += source.path("refusedRecords").size();
            }
        }
        assertThat(listed).isEqualTo(1);
    }

    /** Kills instances while orders come in; the totals are exact in the end, and never too large. */
    @Test
    @Order(6)
    void countsAreExactThroughKills() throws Exception {
        for (var round = 0; round < 3; round++) {
            var victim = cluster.instance(round);
            for (var i = 0; i < 2_000; i++) {
                order(i % 2 == 0 ? "DE" : "FR");
            }
            producer.flush();
            victim.kill();
            for (var i = 0; i < 2_000; i++) {
                order(i % 2 == 0 ? "DE" : "FR");
            }
            producer.flush();
            victim.start();
            cluster.awaitReady();
        }
        awaitEverywhere("orders_total", paid);
        assertThat(query(cluster.instance(0), "max_over_time(orders_total[10m])"))
                .isEqualTo(paid);
        assertThat(query(cluster.instance(0), "resets(orders_total[10m])")).isZero();
        awaitEverywhere("sum(euro_total)", 2.0 * paid);
    }

    @Test
    @Order(7)
    void aChangedDocumentTakesEffectWithoutARestartAndTotalsGoOn() throws Exception {
        apply(SOURCES.replace("'src-late-.*'", "'src-(late|other)-.*'"));
        createTopic("src-other-1", 2);
        producer.send(new ProducerRecord<>("src-other-1", "{}"));
        order("DE");
        producer.flush();
        awaitEverywhere("late_total{topic=\"src-other-1\"}", 1);
        awaitEverywhere("orders_total", paid);
    }

    @Test
    @Order(8)
    void aDeletedTopicStopsNothingAndIsReadAgainOnceItIsBack() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.broker()))) {
            admin.deleteTopics(List.of("src-late-1")).all().get();
        }
        order("DE");
        producer.flush();
        awaitEverywhere("orders_total", paid);
        for (var instance : cluster.all()) {
            Eventually.until(
                    "nobody reads the deleted topic",
                    PATIENCE,
                    () -> !instance.text("/api/v1/tocsin/sources").contains("src-late-1"));
        }
        createTopic("src-late-1", 1);
        producer.send(new ProducerRecord<>("src-late-1", "{}"));
        order("DE");
        producer.flush();
        awaitEverywhere("late_total{topic=\"src-late-1\"}", 2);
        awaitEverywhere("orders_total", paid);
        for (var instance : cluster.all()) {
            for (var source :
                    instance.get("/api/v1/tocsin/sources").path("data").path("sources")) {
                assertThat(source.path("state").asText()).isEqualTo("RUNNING");
            }
        }
    }
}
