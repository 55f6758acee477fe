package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import dev.tocsin.local.cluster.TocsinCli;
import dev.tocsin.local.cluster.TocsinCli.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's commands with a real broker; each test uses its own topics. */
@WithBroker
class CliIntegrationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path dir;

    @Test
    void topicsAreCreatedOnce(Broker broker) {
        var commands = new Commands(broker.address(), "commands-once.", Map.of());
        assertThat(commands.type("topics create").out().lines())
                .hasSize(8)
                .contains("created   commands-once.rules", "created   commands-once.cluster-log");
        assertThat(commands.type("topics create").out()).isEqualTo("all topics exist and are configured correctly\n");
    }

    @Test
    void allTopicProblemsAreReported(Broker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("wrong.rules", 3, (short) 1)))
                    .all()
                    .get();
        }
        var seen = new Commands(broker.address(), "wrong.", Map.of()).type("topics create");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .contains("wrong.rules has 3 partitions", "wrong.rules has cleanup.policy=delete")
                .contains("wrong.rules has message.timestamp.type=CreateTime");
    }

    @Test
    void appliedRulesAreListedUntilDeleted(Broker broker) throws IOException {
        var commands = new Commands(broker.address(), "listed.", Map.of());
        commands.type("topics create");
        var file = Files.writeString(dir.resolve("team.yml"), """
                groups:
                  - {name: one, interval: 15s, rules: [{record: "a:b", expr: up}]}
                  - {name: two, rules: [{alert: Down, expr: up == 0, labels: {severity: page}}]}
                """);
        assertThat(commands.type("rules apply", file).out().lines())
                .containsExactly("added     team/one", "added     team/two");
        assertThat(commands.type("rules apply", file).out().lines())
                .containsExactly("unchanged team/one", "unchanged team/two");
        commands.type("rules delete team/two");
        write(broker, "listed.rules", "team/torn", "invalid");
        assertThat(commands.type("rules list").out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("NAMESPACE"),
                        one -> assertThat(one).isEqualTo("team       one    15s       1"),
                        torn -> assertThat(torn)
                                .startsWith("team       torn   -         -      the record at offset 3 was rejected"));
        assertThat(commands.type("rules delete team/one team/torn").code()).isZero();
        assertThat(commands.type("rules list").out().lines()).hasSize(1);
    }

    @Test
    void appliedConfigurationIsShown(Broker broker) throws IOException {
        var commands = new Commands(broker.address(), "shown.", Map.of());
        commands.type("topics create");
        var file = Path.of("../examples/alertmanager.yml");
        assertThat(commands.type("config apply", file).out()).isEqualTo("added     alertmanager\n");
        assertThat(commands.type("config apply", file).out()).isEqualTo("unchanged alertmanager\n");
        assertThat(commands.type("config show --as-written").out()).isEqualTo(Files.readString(file));
        assertThat(commands.type("config show").out())
                .contains("- url: <secret>")
                .doesNotContain("http://127.0.0.1");
    }

    @Test
    void missingTopicsAreNotCreatedImplicitly(Broker broker) {
        var seen = new Commands(broker.address(), "missing.", Map.of())
                .type("config apply", Path.of("../examples/alertmanager.yml"));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("topic missing.config does not exist", "tocsin topics create");
    }

    @Test
    void unreachableBrokerIsReportedInOneLine() {
        var shortTimeouts = Map.of(
                "TOCSIN_KAFKA_DEFAULT_API_TIMEOUT_MS", "300",
                "TOCSIN_KAFKA_REQUEST_TIMEOUT_MS", "200");
        var commands = new Commands("localhost:1", "any.", shortTimeouts);
        for (var command : List.of("topics create", "rules list", "rules delete a/b", "config show")) {
            var seen = commands.type(command);
            assertThat(seen.code()).isEqualTo(1);
            assertThat(seen.err().lines()).singleElement().asString().startsWith("tocsin " + command.substring(0, 6));
        }
    }

    private static void write(Broker broker, String topic, String key, String value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value));
        }
    }

    private record Commands(String broker, String prefix, Map<String, String> environment) {
        CommandResult type(String command, Path... files) {
            var access = List.of("--bootstrap-server", broker, "--topics-prefix", prefix);
            var words = Stream.concat(Stream.of(command.split(" ")), Stream.of(files));
            return new TocsinCli(access, environment, () -> NOW).run(words.toList());
        }
    }
}
