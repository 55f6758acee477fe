package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** After {@code kill -9}, other instances send pending notifications, and none is repeated. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledInstanceTest {
    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "kill");
        cluster.applyRules("kill", """
                groups:
                  - name: load
                    interval: 1s
                    rules:
                      - alert: Busy
                        expr: load > 10
                        labels: {pace: slow}
                      - alert: Waiting
                        expr: queue > 10
                        for: 1h
                """);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void anotherInstanceNotifiesOnceWhenThePreferredOneIsKilled() throws Exception {
        var group = group("first");
        var sender = cluster.preferredInstance(alert("first"));
        fire("first");

        sender.kill();
        var notifications = cluster.inbox().awaitExactly(group, 1);

        assertThat(notifications.get(0).instance()).isNotEqualTo(sender.id());
        restart(List.of(sender));
        assertThat(cluster.inbox().notificationsOf(group)).hasSize(1);
    }

    @Test
    void lastInstanceNotifiesOnceWhenTwoAreKilled() throws Exception {
        var group = group("second");
        var last = cluster.all().stream()
                .filter(one -> one != cluster.preferredInstance(alert("second")))
                .findFirst()
                .orElseThrow();
        fire("second");

        var killed = cluster.all().stream().filter(one -> one != last).toList();
        killed.forEach(InstanceProcess::kill);
        var notifications = cluster.inbox().awaitExactly(group, 1);

        assertThat(notifications.get(0).instance()).isEqualTo(last.id());
        restart(killed);
        assertThat(cluster.inbox().notificationsOf(group)).hasSize(1);
    }

    @Test
    void killOfAllRepeatsNoNotificationAndKeepsTimers() throws Exception {
        fire("third");
        cluster.samples().set(20, Labels.of("__name__", "queue", "host", "a"));
        cluster.inbox().await(group("third"), 1);
        var posted = Labels.of("alertname", "Posted", "group", "third");
        cluster.instance(0).postAlert(posted);
        cluster.inbox().await(posted, 1);
        var pendingSince = cluster.all().stream().map(this::pendingSince).collect(Collectors.toSet());
        assertThat(pendingSince).hasSize(1);

        cluster.all().forEach(InstanceProcess::kill);
        restart(cluster.all());

        Eventually.staysTrue(
                Duration.ofSeconds(4),
                "nothing is repeated",
                () -> cluster.inbox().notificationsOf("group", "third").size() == 2);
        assertThat(cluster.all().stream().map(this::pendingSince).collect(Collectors.toSet()))
                .isEqualTo(pendingSince);
        for (var instance : cluster.all()) {
            assertThat(instance.get("/api/v2/alerts?filter=group=third")).hasSize(2);
        }
        cluster.samples().set(1, series("third"));
        assertThat(cluster.inbox().awaitExactly(group("third"), 2).get(1).status())
                .isEqualTo("resolved");
    }

    /** Returns when the alert fires on all instances and waits for its flush. */
    private void fire(String name) {
        cluster.samples().set(20, series(name));
        for (var instance : cluster.all()) {
            Eventually.until(
                    instance.id() + " has the firing alert",
                    () -> instance.get("/api/v2/alerts?filter=group=" + name).size() == 1);
        }
        assertThat(cluster.inbox().notificationsOf(group(name))).isEmpty();
    }

    private void restart(List<InstanceProcess> killed) {
        killed.forEach(InstanceProcess::start);
        cluster.awaitReady();
    }

    private String pendingSince(InstanceProcess instance) {
        return Eventually.until(
                        instance.id() + " says since when the alert is pending",
                        () -> instance.get("/api/v1/alerts").findPath("alerts"),
                        alerts -> alerts.findValuesAsText("state").contains("pending"))
                .toString()
                .replaceAll(".*\"Waiting\".*?\"activeAt\":\"([^\"]*)\".*", "$1");
    }

    private static Labels series(String name) {
        return Labels.of("__name__", "load", "group", name);
    }

    private static Labels alert(String name) {
        return Labels.of("alertname", "Busy", "group", name, "pace", "slow");
    }

    private static Labels group(String name) {
        return Labels.of("alertname", "Busy", "group", name);
    }
}
