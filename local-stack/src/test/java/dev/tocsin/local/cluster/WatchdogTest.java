package dev.tocsin.local.cluster;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The watchdog example with intervals thirty times shorter. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchdogTest {
    private static final Path EXAMPLE = Path.of("../examples/watchdog");
    private static final Labels NO_GROUPING = Labels.EMPTY;

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "watchdog");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void heartbeatsArriveWhileOneInstanceRuns() throws Exception {
        var config = accelerated("alertmanager.yml")
                .replace(
                        "https://dead-mans-switch.example.org/ping/tocsin",
                        cluster.inbox().url());
        cluster.log()
                .append(cluster.topics().config(), new ConfigDocument(config, Instant.EPOCH, "test"))
                .join();
        cluster.applyRules("watchdog", accelerated("rules.yml"));
        cluster.inbox().await(NO_GROUPING, 3);

        cluster.instance(0).kill();
        cluster.instance(1).kill();
        cluster.inbox().await(NO_GROUPING, notificationCount() + 5);

        cluster.instance(2).kill();
        var last = notificationCount();
        Eventually.staysTrue(Duration.ofSeconds(3), "no instance runs", () -> notificationCount() == last);
    }

    private int notificationCount() {
        return cluster.inbox().notifications().size();
    }

    private static String accelerated(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file)).replace("30s", "1s").replace("15s", "500ms");
    }
}
