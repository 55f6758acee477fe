package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.RowValues;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.sql.SqlStack;
import dev.tocsin.local.sql.WithDatabase;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** From three instances through the archive and the sink connector into a real database. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ArchiveEndToEndTest {
    private static final String NAME = "persist";
    private static final String PREFIX = NAME + ".";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final InstantSource clock = InstantSource.system();
    private ThreeInstances cluster;
    private SqlStack sql;

    @BeforeAll
    void start(Broker broker, SqlStack stack) throws Exception {
        sql = stack;
        empty();
        sql.sink(NAME, PREFIX);
        cluster = ThreeInstances.start(broker, NAME);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
        sql.connect().delete(NAME);
        empty();
    }

    /** Empties the tables, which other tests also use. */
    private void empty() throws Exception {
        for (var table : ArchiveTable.values()) {
            sql.execute("TRUNCATE tocsin." + table.tableName());
        }
    }

    @Test
    @Order(1)
    void silencesAreInTheTableUntilTheyAreDeleted() throws Exception {
        var kept = silence(0, "kept");
        var edited = silence(1, "before");
        var startsAt = Instant.parse(cluster.instance(1)
                .get("/api/v2/silence/" + edited)
                .path("startsAt")
                .asText());
        var expired = silence(1, "over");
        cluster.instance(2).delete("/api/v2/silence/" + expired);
        var forgotten = silence(0, "forgotten");
        awaitTable(this::silencesInTable, loggedSilences());

        cluster.instance(2)
                .silence(SilenceRequest.of("no such").withComment("after").replacing(edited, startsAt));

        awaitTable(this::silencesInTable, loggedSilences());
        assertThat(silencesInTable()).containsOnlyKeys(kept, edited, expired, forgotten);
        assertThat(silencesInTable().get(edited).comment()).isEqualTo("after");

        cluster.log()
                .delete(cluster.topics().clusterLog().silences(), forgotten)
                .join();
        awaitTable(this::silencesInTable, loggedSilences());
        assertThat(silencesInTable()).containsKey(kept).doesNotContainKey(forgotten);
    }

    /** All instances evaluate the rules and one notifies: one row per transition and per notification. */
    @Test
    @Order(2)
    void eachTransitionAndNotificationIsOneRow() throws Exception {
        var group = Labels.of("alertname", "Hot");
        var series = Labels.of("__name__", "heat", "host", "a");
        cluster.samples().set(20, series);
        cluster.samples().set(20, Labels.of("__name__", "heat", "host", "b"));
        cluster.applyRules("persist", """
                groups:
                  - name: heat
                    interval: 1s
                    rules:
                      - {alert: Hot, expr: 'heat{host="a"} > 10', for: 1s}
                      - {alert: StaysHot, expr: 'heat{host="b"} > 10', for: 1s}
                """);
        cluster.inbox().await(group, 1);
        cluster.samples().set(1, series);
        var notification = cluster.inbox().await(group, 2);

        awaitTable(() -> states("Hot"), List.of("pending", "firing", "resolved"));
        awaitTable(
                () -> senders("Hot"),
                notification.stream().map(delivery -> delivery.instance()).toList());
        assertThat(sql.queryRows("SELECT FROM tocsin.firings WHERE alertname = 'Hot' AND resolved_at IS NOT NULL"))
                .hasSize(1);
        awaitTable(() -> activeRows("Hot"), 0L);
        awaitTable(() -> activeRows("StaysHot"), 1L);
    }

    @Test
    @Order(3)
    void postedAlertIsOneRowPerTransition() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "outside");
        cluster.instance(0).postAlert(alert);
        cluster.inbox().await(alert, 1);
        awaitTable(() -> states("Posted"), List.of("firing"));
        cluster.instance(0).postAlert(alert, Map.of("endsAt", clock.instant().toString()));
        var notification = cluster.inbox().await(alert, 2);

        awaitTable(() -> states("Posted"), List.of("firing", "resolved"));
        awaitTable(
                () -> senders("Posted"),
                notification.stream().map(delivery -> delivery.instance()).toList());
    }

    /** The archive goes on meanwhile, and the sink needs no restart. */
    @Test
    @Order(4)
    void rowsOfADatabaseOutageAreWrittenAfterwards() throws Exception {
        sql.stopDatabase();
        var made = silence(1, "made while the database is away");
        Eventually.until(
                "the archive has it",
                () -> ChangelogRows.of(cluster, PREFIX, "silences").byId().containsKey(made));
        sql.startDatabase();

        awaitTable(this::silencesInTable, loggedSilences());
        assertThat(silencesInTable()).containsKey(made);
        assertThat(sql.connect().state(NAME)).isEqualTo("RUNNING");
    }

    /** Converts the rows back and compares them with the records of the log. */
    @Test
    @Order(5)
    void afterGracefulShutdownAllRecordsAreInTheDatabase() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "last");
        cluster.instance(0).postAlert(alert);
        cluster.inbox().await(alert, 1);
        var last = silence(0, "the last one");

        cluster.all().forEach(InstanceProcess::requestStop);
        for (var instance : cluster.all()) {
            assertThat(instance.exitCode(STOP_TIMEOUT)).as(instance.output()).isZero();
        }

        awaitTable(this::silencesInTable, loggedSilences());
        assertThat(silencesInTable()).hasSize(5).containsKey(last);
        awaitTable(
                () -> byId(ArchiveTable.NOTIFICATION_LOG, RowValues::nflogEntry),
                clusterLog().latestValues("sent/", Codecs.SENT));
        awaitTable(this::deliveriesInTable, loggedDeliveries());
        awaitTable(this::notificationsInTable, notificationsThatArrived());
        awaitTable(() -> byId(ArchiveTable.ALERT_STATE, RowValues::alertState), loggedAlertStates());
        awaitTable(() -> byId(ArchiveTable.POSTED_ALERTS, RowValues::postedAlert), loggedAlerts());
        assertThat(loggedAlertStates()).hasSize(1);
        assertThat(loggedAlerts()).hasSize(2);
        assertThat(states("Posted")).containsExactly("firing", "resolved", "firing");
    }

    private static <T> void awaitTable(Callable<T> table, T expected) {
        Eventually.until("the table holds " + expected, table, expected::equals);
    }

    private TopicRecords clusterLog() {
        return TopicRecords.of(cluster.broker(), cluster.topics().clusterLog().name());
    }

    private Map<String, Silence> loggedSilences() {
        return clusterLog().latestValues("silence/", Codecs.SILENCE);
    }

    private Map<String, Silence> silencesInTable() throws Exception {
        return byId(ArchiveTable.SILENCES, SilenceRows::silence);
    }

    /** Resolved alerts are in the log until they are deleted, but not in the tables. */
    private Map<String, RuleAlertState> loggedAlertStates() {
        return TopicRecords.of(cluster.broker(), cluster.topics().alertState().name())
                .latestValues("", Codecs.ALERT_STATE)
                .values()
                .stream()
                .filter(logged -> !(logged.alert().state() instanceof AlertState.Resolved))
                .collect(Collectors.toMap(RuleAlertState::key, logged -> logged));
    }

    private Map<String, Alert> loggedAlerts() {
        return TopicRecords.of(cluster.broker(), cluster.topics().alerts().name())
                .latestValues("", Codecs.ALERT)
                .values()
                .stream()
                .map(PostedAlert::alert)
                .map(ArchiveEndToEndTest::inMilliseconds)
                .collect(Collectors.toMap(alert -> alert.fingerprint().toString(), Function.identity()));
    }

    /** The alert with times as tables have them. */
    private static Alert inMilliseconds(Alert alert) {
        return new Alert(
                alert.labels(),
                alert.annotations(),
                alert.startsAt().truncatedTo(ChronoUnit.MILLIS),
                alert.endsAt().truncatedTo(ChronoUnit.MILLIS),
                alert.generatorUrl(),
                alert.updatedAt());
    }

    /** The deliveries in the log. */
    private Set<String> loggedDeliveries() {
        return clusterLog()
                .values("sent/", Codecs.SENT)
                .map(sent -> "%s by %s at %s".formatted(sent.claimId(), sent.instance(), sent.notifiedAt()))
                .collect(Collectors.toSet());
    }

    private Set<String> deliveriesInTable() throws Exception {
        return sql.archiveRows(ArchiveTable.NOTIFICATION_HISTORY).stream()
                .filter(row -> row.text("outcome").equals("sent"))
                .map(row ->
                        "%s by %s at %s".formatted(row.text("claim_id"), row.text("instance"), row.time("notified_at")))
                .collect(Collectors.toSet());
    }

    /** The number of notifications per alert and instance. */
    private Map<String, Long> notificationsInTable() throws Exception {
        return sql.queryRows("""
                        SELECT group_labels ->> 'alertname' AS alertname, instance FROM tocsin.notification_history
                        WHERE outcome = 'sent'
                        """).stream()
                .map(row -> row.get("alertname") + " by " + row.get("instance"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private Map<String, Long> notificationsThatArrived() {
        return cluster.inbox().notifications().stream()
                .map(notification -> notification.groupLabels().get("alertname") + " by " + notification.instance())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private <T> Map<String, T> byId(ArchiveTable table, Function<ArchiveRow, T> made) throws Exception {
        return sql.archiveRows(table).stream().collect(Collectors.toMap(ArchiveRow::id, made));
    }

    private List<String> states(String alertname) throws Exception {
        return sql
                .queryRows("SELECT state FROM tocsin.alert_history WHERE alertname = '%s' ORDER BY at"
                        .formatted(alertname))
                .stream()
                .map(row -> row.get("state"))
                .toList();
    }

    private long activeRows(String alertname) throws Exception {
        return sql.queryNumber("SELECT count(*) FROM tocsin.alert_state WHERE alertname = '%s'".formatted(alertname));
    }

    private List<String> senders(String alertname) throws Exception {
        return sql.queryRows("""
                        SELECT instance FROM tocsin.notification_history
                        WHERE outcome = 'sent' AND group_labels ->> 'alertname' = '%s' ORDER BY notified_at
                        """.formatted(alertname)).stream()
                .map(row -> row.get("instance"))
                .toList();
    }

    private String silence(int instance, String comment) throws Exception {
        return cluster.instance(instance).silence(SilenceRequest.of("no such").withComment(comment));
    }
}
