package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A resumed instance has outdated state and sends no notification because of it. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedInstanceTest {
    private static final int GROUPS = 10;

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "still");
        cluster.applyRules("still", """
                groups:
                  - name: load
                    interval: 1s
                    rules: [{alert: Busy, expr: load > 10}]
                """);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void resumedInstanceSendsNoOutdatedOrRepeatedNotification() throws Exception {
        cluster.samples().set(20, series("ended"));
        awaitNotified("ended", 1);
        // Waits for the log entry, because a pause between sending and logging may cause a duplicate.
        Eventually.staysTrue(
                Duration.ofSeconds(2),
                "notified once",
                () -> cluster.inbox().notifications().size() == GROUPS);

        var paused = cluster.instance(1);
        paused.pause();
        cluster.samples().set(1, series("ended"));
        cluster.samples().set(20, series("begun"));
        awaitNotified("ended", 2);
        awaitNotified("begun", 1);
        var before = cluster.inbox().notifications().size();
        paused.resume();

        Eventually.staysTrue(
                Duration.ofSeconds(9),
                "the resumed instance sends nothing",
                () -> cluster.inbox().notifications().size() == before);
        Eventually.until(
                "all instances have the same alerts", () -> firing(paused).equals(firing(cluster.instance(0))));
        assertThat(firing(paused)).hasSize(GROUPS);
    }

    private void awaitNotified(String name, int times) {
        for (var group = 0; group < GROUPS; group++) {
            cluster.inbox().await(Labels.of("alertname", "Busy", "group", name + group), times);
        }
    }

    private static Labels[] series(String name) {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> Labels.of("__name__", "load", "group", name + group))
                .toArray(Labels[]::new);
    }

    /** The firing alerts of an instance and since when they fire. */
    private static Set<String> firing(InstanceProcess instance) throws Exception {
        var all = new TreeSet<String>();
        for (var alert : instance.get("/api/v1/alerts").findPath("alerts")) {
            all.add(alert.path("labels").path("group").asText() + " since "
                    + alert.path("activeAt").asText());
        }
        return all;
    }
}
