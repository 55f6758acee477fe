package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three instances evaluate all rules and send each notification once. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifiesOnceTest {
    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "once");
        cluster.applyRules("once", """
                groups:
                  - name: load
                    interval: 1s
                    rules:
                      - alert: Busy
                        expr: load > 10
                """);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void alertIsNotifiedOnceAndOnceAsResolved() throws Exception {
        var group = Labels.of("alertname", "Busy", "group", "single");
        var series = Labels.of("__name__", "load", "group", "single", "host", "a");

        cluster.samples().set(20, series);
        var notifications = cluster.inbox().awaitExactly(group, 1);
        assertThat(notifications.get(0).status()).isEqualTo("firing");
        for (var instance : cluster.all()) {
            assertThat(instance.get("/api/v2/alerts?filter=group=%22single%22")).hasSize(1);
        }

        cluster.samples().set(1, series);
        var all = cluster.inbox().awaitExactly(group, 2);
        assertThat(all.get(1).status()).isEqualTo("resolved");
    }

    @Test
    void twoHundredAlertsInFiftyGroupsAreFiftyNotifications() throws Exception {
        var series = IntStream.range(0, 160)
                .mapToObj(number -> Labels.of("__name__", "load", "group", "many-" + number / 4, "host", "h" + number))
                .toArray(Labels[]::new);
        var posted = IntStream.range(160, 200)
                .mapToObj(number -> Map.of(
                        "labels", Map.of("alertname", "Busy", "group", "many-" + number / 4, "host", "h" + number)))
                .toList();

        cluster.samples().set(20, series);
        cluster.instance(0).post("/api/v2/alerts", posted);

        Eventually.until("fifty groups are notified", () -> many().size() >= 50);
        Eventually.staysTrue(Duration.ofSeconds(4), "no group is notified twice", () -> many().size() == 50);
        assertThat(many())
                .allMatch(group -> cluster.inbox().notificationsOf(group).get(0).firing() == 4);
        for (var instance : cluster.all()) {
            assertThat(instance.get("/api/v2/alerts?filter=group=~%22many.*%22"))
                    .hasSize(200);
        }
        assertThat(new HashSet<>(cluster.inbox().notificationsOf("alertname", "Busy").stream()
                        .map(notification -> notification.instance())
                        .toList()))
                .as("all of them send")
                .hasSize(3);
    }

    private List<Labels> many() {
        return cluster.inbox().notifications().stream()
                .map(notification -> notification.groupLabels())
                .filter(group -> group.get("group").startsWith("many-"))
                .toList();
    }
}
