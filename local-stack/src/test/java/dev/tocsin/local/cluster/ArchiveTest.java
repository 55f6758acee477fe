package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The archive's changelogs contain silences, notifications and alerts, even if instances are killed. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveTest {
    private static final String PREFIX = "archived.";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "archived");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void changesAreInTheTablesAfterTheInterval() throws Exception {
        var alert = Labels.of("alertname", "Archived", "group", "first");
        var silence = cluster.instance(0).silence(SilenceRequest.of("quiet"));
        cluster.instance(1).postAlert(alert);
        cluster.inbox().awaitExactly(alert, 1);

        var notified = Eventually.until(
                "the delivery is history",
                () -> rows("notification_history").where("outcome", "sent"),
                rows -> !rows.isEmpty());
        assertThat(notified).singleElement().satisfies(row -> {
            assertThat(row.path("instance").asText()).startsWith("tocsin-");
            assertThat(row.path("reason").asText()).isEqualTo("first_notification");
            assertThat(row.path("attempts").asInt()).isEqualTo(1);
            assertThat(row.path("group_labels").asText()).contains("\"group\":\"first\"");
        });
        assertThat(rows("notification_log").byId()).hasSize(1);
        Eventually.until("the silence is there", () -> rows("silences").byId().containsKey(silence));
        Eventually.until(
                "the audit names the maker of the silence once",
                () -> rows("audit").where("object", "silence/" + silence),
                rows -> rows.size() == 1
                        && rows.get(0).path("outcome").asText().equals("done")
                        && rows.get(0).path("log_offset").asLong(-1) >= 0
                        && rows.get(0).path("how").asText().equals("anonymous"));
        Eventually.until(
                "the audit shows the configuration, which another client wrote, once",
                () -> rows("audit").where("object", "config/alertmanager"),
                rows -> rows.size() == 1 && rows.get(0).path("how").asText().equals("kafka"));
        Eventually.until(
                "the alert is there",
                () -> rows("alert_history").where("alertname", "Archived").size() == 1);
    }

    @Test
    @Order(2)
    void killedInstancesLoseAndDuplicateNothing() throws Exception {
        for (var round = 0; round < 2; round++) {
            for (var number = 0; number < 5; number++) {
                cluster.instance(round).postAlert(alert(round, number));
            }
            cluster.instance(round).kill();
            for (var number = 0; number < 5; number++) {
                cluster.inbox().await(alert(round, number), 1);
            }
            cluster.instance(round).start();
            cluster.awaitReady();
        }
        Eventually.until(
                "each alert has fired once in history, and each group was notified",
                () -> rows("alert_history").where("alertname", "Killed").size() == 10
                        && rows("notification_history").byId().values().stream()
                                        .filter(row -> row.path("group_labels")
                                                .asText()
                                                .contains("Killed"))
                                        .map(row -> row.path("group_labels").asText())
                                        .distinct()
                                        .count()
                                == 10);
        var claims = rows("notification_history").byId().values().stream()
                .map(row -> row.path("claim_id").asText())
                .toList();
        assertThat(claims).hasSameSizeAs(new HashSet<>(claims));
    }

    @Test
    @Order(3)
    void largeAlertsAreRefusedOrNotifiedAndTheArchiveGoesOn() throws Exception {
        var refused = List.of(
                Map.of("labels", Map.of("alertname", "Refused", "text", "x".repeat(1_000_000))),
                Map.of("labels", Map.of("alertname", "Taken", "group", "good")));
        assertThatThrownBy(() -> cluster.instance(0).post("/api/v2/alerts", refused))
                .hasMessageContaining("has 1,000,000 characters, but the limit is 32,768");
        cluster.inbox().await(Labels.of("alertname", "Taken", "group", "good"), 1);

        var large = Labels.of("alertname", "Large", "group", "annotated");
        var annotations = Map.of("text", "x".repeat(1_200_000));
        cluster.instance(1).post("/api/v2/alerts", List.of(alert(large, annotations)));
        cluster.inbox().await(large, 1);

        for (var instance : cluster.all()) {
            assertThat(instance.metric("tocsin_archive_running")).isEqualTo(1);
        }
        Eventually.until(
                "its row is shortened",
                () -> rows("posted_alerts").where("alertname", "Large").stream()
                        .anyMatch(row -> row.path("annotations").asText().endsWith("...\"}")));
    }

    @Test
    @Order(4)
    void alertsOfOneRequestAreInTheFirstNotificationOfTheirGroup() throws Exception {
        var group = Labels.of("alertname", "Batch", "group", "one");
        var alerts = IntStream.range(0, 20)
                .mapToObj(number -> alert(group.with("number", "" + number), Map.of()))
                .toList();
        cluster.instance(2).post("/api/v2/alerts", alerts);
        assertThat(cluster.inbox().await(group, 1))
                .first()
                .satisfies(first -> assertThat(first.firing()).isEqualTo(20));
    }

    /** An alert that started before {@code group_wait}, so that its group is due at once. */
    private static Map<String, Object> alert(Labels labels, Map<String, String> annotations) {
        var startsAt = InstantSource.system().instant().minus(Duration.ofMinutes(1));
        return Map.of("labels", labels.asMap(), "annotations", annotations, "startsAt", startsAt.toString());
    }

    @Test
    @Order(5)
    void gracefulShutdownWritesPendingRows() throws Exception {
        var alert = Labels.of("alertname", "Archived", "group", "last");
        var silence = cluster.instance(0).silence(SilenceRequest.of("unused"));
        cluster.instance(1).postAlert(alert);
        cluster.inbox().await(alert, 1);

        cluster.all().forEach(InstanceProcess::requestStop);
        for (var instance : cluster.all()) {
            assertThat(instance.exitCode(STOP_TIMEOUT)).as(instance.output()).isZero();
        }

        assertThat(rows("silences").byId()).containsKey(silence);
        assertThat(rows("notification_log").byId().values())
                .anySatisfy(row -> assertThat(row.path("group_labels").asText()).contains("\"last\""));
        assertThat(rows("notification_history").byId().values())
                .anySatisfy(row -> assertThat(row.path("group_labels").asText()).contains("\"last\""));
        assertThat(rows("posted_alerts").byId()).containsKey(alert.fingerprint().toString());
    }

    private ChangelogRows rows(String table) {
        return ChangelogRows.of(cluster, PREFIX, table);
    }

    private static Labels alert(int round, int number) {
        return Labels.of("alertname", "Killed", "group", "k" + round + "-" + number);
    }
}
