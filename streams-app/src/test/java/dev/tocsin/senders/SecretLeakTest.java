package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notifier.Sender;
import dev.tocsin.notifier.TestCluster;
import dev.tocsin.notifier.TestCluster.TestAlert;
import dev.tocsin.senders.TestServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** No secret of any configuration is in results, texts, logs or metrics. */
class SecretLeakTest {
    private static final String SECRET = "s3cr3t";
    private static final Path CONFIGS = Path.of("src/test/resources/receivers");

    private static Senders senders(TestServer server) {
        return new Senders(
                "1",
                InstantSource.system(),
                path -> path.contains("URLFILE") ? server.url() + "/" + SECRET : SECRET,
                Map.of(),
                NoTopicPublisher.INSTANCE);
    }

    private static List<DeliveryResult> notifyAll(AlertingConfig config, TestServer server) {
        var allResults = new ArrayList<DeliveryResult>();
        try (var senders = senders(server)) {
            for (var integration : config.receivers().get(0).integrations()) {
                var metadata = new Sender.DeliveryMetadata("a", "k", false);
                allResults.add(
                        senders.deliver(integration, TestNotifications.firing(), metadata, Duration.ofSeconds(10))
                                .join());
            }
        }
        return allResults;
    }

    private static String text(String file, TestServer server, String smarthost) throws IOException {
        return Files.readString(CONFIGS.resolve(file))
                .replaceAll("\\bURL\\b", server.url())
                .replace("SMARTHOST", smarthost);
    }

    private static AlertingConfig config(String file, TestServer server, String smarthost) throws IOException {
        return TestConfigs.read("am.yml", text(file, server, smarthost));
    }

    @ParameterizedTest(name = "{0}, a server that answers {1}")
    @CsvSource({
        "secrets.yml, 200",
        "secrets.yml, 302",
        "secrets.yml, 401",
        "secrets.yml, 500",
        "secrets-in-files.yml, 200",
        "secrets-in-files.yml, 302",
        "secrets-in-files.yml, 401",
        "secrets-in-references.yml, 200",
        "secrets-in-references.yml, 401"
    })
    void resultsContainNoSecret(String file, int status) throws IOException {
        try (var server = TestServer.open();
                var mail = TestMailServer.open(List.of("PLAIN"), more -> more)) {
            for (var i = 0; i < 60; i++) {
                server.reply(new Reply(status, status == 302 ? Map.of("Location", "/%zz") : Map.of(), "no"));
            }
            var config = config(file, server, "127.0.0.1:" + mail.port());
            var allResults = notifyAll(config, server);
            assertThat(allResults)
                    .allSatisfy(result -> assertThat(result.toString()).doesNotContain(SECRET));
            assertThat(server.received())
                    .as("secrets were sent")
                    .anyMatch(request -> request.target().contains(SECRET));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets.yml", "secrets-in-files.yml", "secrets-in-references.yml"})
    void resultsOfRefusedConnectionsContainNoSecret(String file) throws IOException {
        var server = TestServer.open();
        server.close();
        var allResults = notifyAll(config(file, server, "127.0.0.1:" + server.port()), server);
        assertThat(allResults).noneMatch(DeliveryResult.Delivered.class::isInstance);
        assertThat(allResults)
                .allSatisfy(result -> assertThat(result.toString()).doesNotContain(SECRET));
    }

    @Test
    void toStringOfReceiversContainsNoSecret() throws IOException {
        try (var server = TestServer.open()) {
            var receivers = config("secrets.yml", server, "127.0.0.1:25").receivers();
            assertThat(receivers.toString()).contains("Slack").doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets.yml", "secrets-in-files.yml", "secrets-in-references.yml"})
    void logsAndMetricsContainNoSecret(String file) throws IOException {
        var logged = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        try (var server = TestServer.open();
                var senders = senders(server)) {
            for (var i = 0; i < 300; i++) {
                server.reply(new Reply(401, Map.of(), "no"));
            }
            var one = new TestCluster(1, text(file, server, "127.0.0.1:1"));
            one.sender = Optional.of(senders);
            one.post(0, TestAlert.alert("HighCPU"));
            one.runUntil(40);
            assertThat(written(logged)).contains("A notification could not be delivered", "status code 401: no");
            assertThat(written(logged)).doesNotContain(SECRET);
            assertThat(one.telemetry.scrape()).contains("webhook").doesNotContain(SECRET);
        } finally {
            root.detachAppender(logged);
        }
    }

    private static String written(ListAppender<ILoggingEvent> logged) {
        return List.copyOf(logged.list).stream()
                .map(event -> event.getFormattedMessage() + event.getKeyValuePairs() + trace(event))
                .collect(Collectors.joining("\n"));
    }

    private static String trace(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }
}
