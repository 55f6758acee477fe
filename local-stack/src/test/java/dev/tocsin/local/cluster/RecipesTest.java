package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import dev.tocsin.local.console.ReceivedNotification;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The recipes for topics in the README: their files are taken from there, and their alerts are notified once by three instances. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipesTest {
    private static final Pattern FILE = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private ThreeInstances cluster;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start(Broker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(Stream.of("orders", "otlp_metrics", "telegraf")
                            .map(topic -> new NewTopic(topic, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        cluster = ThreeInstances.start(broker, "recipes");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
        var sources = files(readme(), "sources.yml").replace("sources:\n", "");
        cluster.log()
                .append(
                        cluster.topics().document(ConfigDocument.SOURCES),
                        new ConfigDocument("sources:\n" + sources, Instant.EPOCH, "test"))
                .join();
    }

    @AfterAll
    void stop() {
        producer.close();
        cluster.close();
    }

    @Test
    void anAlertFiresWhileNoOrdersCome() throws Exception {
        // The window is shorter here, but has two samples of a counter that does not change.
        var rules = files(recipe("My own JSON topic: alert when orders stop"), "rules.yml");
        cluster.applyRules("orders", rules.replace("[10m]", "[1m]"));
        var group = Labels.of("alertname", "NoOrders");
        Eventually.until(
                "the alert fires before the first order",
                PATIENCE,
                () -> !cluster.inbox().notificationsOf(group).isEmpty());
        Eventually.until("orders resolve the alert", PATIENCE, () -> {
            send("orders", "{\"id\": \"A1\", \"status\": \"PAID\", \"country\": \"DE\"}");
            return last(group).status().equals("resolved");
        });
        Eventually.until(
                "the alert fires again without orders",
                PATIENCE,
                () -> last(group).status().equals("firing"));
        assertThat(cluster.inbox().notificationsOf(group)).hasSize(3);
    }

    @Test
    void slowRequestsAreSeenInMetricsOfTheCollector() throws Exception {
        var recipe = recipe("OpenTelemetry Collector");
        assertThat(files(recipe, "otel-collector.yml")).contains("topic: otlp_metrics, encoding: otlp_proto");
        cluster.applyRules("otel", files(recipe, "rules.yml"));
        var reader = InMemoryMetricReader.create();
        var resource = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "checkout"));
        try (var provider = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(reader)
                .build()) {
            var duration = provider.get("shop")
                    .histogramBuilder("http.server.request.duration")
                    .setUnit("s")
                    .build();
            var group = Labels.of("alertname", "SlowRequests");
            Eventually.until("requests of 2 s are slow", PATIENCE, () -> {
                duration.record(2);
                var record = new ByteArrayOutputStream();
                MetricsRequestMarshaler.create(reader.collectAllMetrics()).writeBinaryTo(record);
                producer.send(new ProducerRecord<>("otlp_metrics", record.toByteArray()))
                        .get();
                return !cluster.inbox().notificationsOf(group).isEmpty();
            });
            cluster.inbox().awaitExactly(group, 1);
            assertLabel("http_server_request_duration_seconds_count", "job", "checkout");
        }
    }

    @Test
    void aFullDiskIsSeenInMetricsOfTelegraf() throws Exception {
        cluster.applyRules("telegraf", files(recipe("Telegraf"), "rules.yml"));
        var group = Labels.of("alertname", "DiskFull");
        Eventually.until("the disk is full", PATIENCE, () -> {
            send(
                    "telegraf",
                    "disk,host=web-1,path=/ used_percent=95.5,inodes_free=4i %d000000\n"
                            .formatted(System.currentTimeMillis()));
            return !cluster.inbox().notificationsOf(group).isEmpty();
        });
        cluster.inbox().awaitExactly(group, 1);
        assertLabel("disk_used_percent", "host", "web-1");
    }

    /** All instances have the series. */
    private void assertLabel(String series, String label, String value) throws Exception {
        for (var instance : cluster.all()) {
            var metric = instance.get("/api/v1/query?query=" + series).findPath("metric");
            assertThat(metric.path(label).asText()).isEqualTo(value);
        }
    }

    private void send(String topic, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private ReceivedNotification last(Labels group) {
        var received = cluster.inbox().notificationsOf(group);
        return received.get(received.size() - 1);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static String recipe(String heading) throws IOException {
        var parts = readme().split("\n###? ");
        for (var part : parts) {
            if (part.startsWith(heading + "\n")) {
                return part;
            }
        }
        throw new AssertionError("the README has no recipe '%s'".formatted(heading));
    }

    /** The contents of all files with a name. */
    private static String files(String text, String name) {
        return FILE.matcher(text)
                .results()
                .filter(file -> file.group(1).equals(name))
                .map((MatchResult file) -> file.group(2))
                .collect(Collectors.joining());
    }
}
