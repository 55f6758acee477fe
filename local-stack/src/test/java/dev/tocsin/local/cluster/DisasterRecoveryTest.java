package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.CliContext;
import dev.tocsin.cli.TocsinCommand;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.LocalBroker;
import dev.tocsin.local.sql.SqlStack;
import dev.tocsin.local.sql.WithDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Restores the database's contents into a new Kafka cluster after the loss of the old one, as documented. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DisasterRecoveryTest {
    private static final String NAME = "disaster";
    private static final String RULES = """
            groups:
              - name: load
                interval: 1s
                rules:
                  - {alert: Busy, expr: load > 10}
                  - {alert: Waiting, expr: queue > 10, for: 1h}
            """;
    private static final Labels BUSY = Labels.of("alertname", "Busy", "group", "loud");
    private static final Labels POSTED = Labels.of("alertname", "Posted", "group", "loud");
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final InstantSource clock = InstantSource.system();

    /** The state of the lost cluster according to its API. */
    private record ClusterSnapshot(Map<String, JsonNode> silences, JsonNode pendingSince) {}

    private record CommandResult(int code, String out, String err) {}

    private SqlStack sql;
    private ClusterSnapshot before;
    private LocalBroker fresh;
    private ThreeInstances cluster;

    @BeforeAll
    void loseOneClusterAndStartAnother(Broker lost, SqlStack stack, @TempDir Path disk) throws Exception {
        sql = stack;
        before = fillAndLoseCluster(lost);
        fresh = LocalBroker.start(disk, LocalBroker.ANY_PORT);
        cluster = ThreeInstances.startWithoutConfiguration(fresh.address(), NAME);
    }

    @AfterAll
    void stop() throws Exception {
        for (var table : List.of("silences", "notification_log", "alert_state", "posted_alerts")) {
            sql.execute("TRUNCATE tocsin." + table);
        }
        cluster.close();
        fresh.close();
    }

    @Test
    @Order(1)
    void silencesNotificationsAndTimersAreRestored() throws Exception {
        fill(cluster);
        for (var instance : cluster.all()) {
            Eventually.until(
                    instance.id() + " has the samples", () -> instance.metric("tocsin_series"), count -> count >= 3);
            assertThat(instance.get("/api/v2/silences")).isEmpty();
        }
        restore();
        cluster.configure();
        cluster.applyRules("team", RULES);

        assertRestored();
        assertNotificationsContinue();
        var refused = runCommand("--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the cluster has newer versions of", "notification_log", "all/webhook/0");
    }

    @Test
    @Order(2)
    void amtoolShowsTheSameSilences() throws Exception {
        var amtool = Amtool.find();
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool");
        for (var instance : cluster.all()) {
            assertThat(amtool.get().silences(instance))
                    .as(instance.id())
                    .extracting(silence -> silence.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(before.silences().keySet());
        }
    }

    private ClusterSnapshot fillAndLoseCluster(Broker broker) throws Exception {
        try (var lost = ThreeInstances.start(broker, NAME)) {
            sql.sink(NAME, NAME + ".");
            lost.applyRules("team", RULES);
            lost.instance(0).silence(SilenceRequest.of("quiet"));
            var later = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(30, ChronoUnit.MINUTES);
            lost.instance(1).silence(SilenceRequest.of("later").startingAt(later));
            lost.instance(2).delete("/api/v2/silence/" + lost.instance(2).silence(SilenceRequest.of("over")));
            fill(lost);
            lost.instance(0).postAlert(POSTED);
            lost.inbox().await(BUSY, 1);
            lost.inbox().await(POSTED, 1);
            var known = new ClusterSnapshot(activeSilences(lost.instance(0)), pendingSince(lost.instance(0)));
            assertThat(known.silences()).hasSize(2);

            // While the archive moves tables between new instances, a stop may leave rows to the next start.
            Eventually.until("all rows are in the database", this::counts, List.of(3L, 2L, 3L, 1L)::equals);
            lost.all().forEach(InstanceProcess::requestStop);
            for (var instance : lost.all()) {
                assertThat(instance.exitCode(STOP_TIMEOUT))
                        .as(instance.output())
                        .isZero();
            }
            return known;
        } finally {
            sql.connect().delete(NAME);
        }
    }

    private static void fill(ThreeInstances cluster) {
        cluster.samples()
                .set(
                        20,
                        Labels.of("__name__", "load", "group", "loud"),
                        Labels.of("__name__", "load", "group", "quiet"),
                        Labels.of("__name__", "queue", "group", "loud"));
    }

    private void restore() {
        var dryRun = runCommand();
        assertThat(dryRun.code()).as(dryRun.err()).isZero();
        assertThat(dryRun.out().lines())
                .contains(
                        "silences          3     2         0           0      1        0",
                        "notification_log  2     2         0           0      0        0",
                        "alert_state       3     3         0           0      0        0",
                        "posted_alerts     1     1         0           0      0        0",
                        "nothing was written; use --yes to write");
        assertThat(runCommand("--yes").out()).endsWith("written: 8\n");
        assertThat(runCommand("--yes").out()).endsWith("nothing to write\n");
    }

    private void assertRestored() throws Exception {
        for (var instance : cluster.all()) {
            assertThat(activeSilences(instance)).as(instance.id()).isEqualTo(before.silences());
            Eventually.until(
                    instance.id() + " has the firing and the silenced alerts",
                    () -> states(instance),
                    Map.of("Busy loud", "active", "Busy quiet", "suppressed", "Posted loud", "active")::equals);
            assertThat(pendingSince(instance)).as(instance.id()).isEqualTo(before.pendingSince());
        }
        Eventually.staysTrue(
                Duration.ofSeconds(4),
                "no notification is repeated",
                () -> cluster.inbox().notifications().isEmpty());
    }

    /** Alerts notified before are notified as resolved, and new alerts are notified. */
    private void assertNotificationsContinue() throws Exception {
        cluster.samples().set(1, Labels.of("__name__", "load", "group", "loud"));
        cluster.samples().set(20, Labels.of("__name__", "load", "group", "new"));
        var resolved = cluster.inbox().await(BUSY, 1);
        assertThat(resolved.get(0).status()).isEqualTo("resolved");
        cluster.inbox().await(Labels.of("alertname", "Busy", "group", "new"), 1);
        assertThat(cluster.inbox().notifications()).hasSize(2);
    }

    private CommandResult runCommand(String... more) {
        var words = new ArrayList<>(List.of("restore", "--from", sql.jdbcUrl()));
        words.addAll(List.of("--bootstrap-server", cluster.broker(), "--topics-prefix", NAME + "."));
        words.addAll(List.of(more));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = TocsinCommand.commandLine(new CliContext(Map.of(), "host-1", "1", clock), settings -> {})
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new CommandResult(code, out.toString(), err.toString());
    }

    private List<Long> counts() throws Exception {
        var counts = new ArrayList<Long>();
        for (var table : List.of("silences", "notification_log", "alert_state", "posted_alerts")) {
            counts.add(sql.queryNumber("SELECT count(*) FROM tocsin." + table));
        }
        return counts;
    }

    /** The unexpired silences of the API. */
    private static Map<String, JsonNode> activeSilences(InstanceProcess instance) throws Exception {
        var silences = new TreeMap<String, JsonNode>();
        for (var silence : instance.get("/api/v2/silences")) {
            if (!silence.at("/status/state").asText().equals("expired")) {
                silences.put(silence.path("id").asText(), silence);
            }
        }
        return silences;
    }

    private static Map<String, String> states(InstanceProcess instance) throws Exception {
        var states = new TreeMap<String, String>();
        for (var alert : instance.get("/api/v2/alerts")) {
            states.put(
                    alert.at("/labels/alertname").asText() + " "
                            + alert.at("/labels/group").asText(),
                    alert.at("/status/state").asText());
        }
        return states;
    }

    /** Since when the alert is pending. */
    private static JsonNode pendingSince(InstanceProcess instance) {
        return Eventually.until(
                instance.id() + " says since when the alert is pending",
                () -> StreamSupport.stream(
                                instance.get("/api/v1/alerts")
                                        .findPath("alerts")
                                        .spliterator(),
                                false)
                        .filter(alert -> alert.path("state").asText().equals("pending"))
                        .map(alert -> alert.path("activeAt"))
                        .findFirst()
                        .orElseThrow(),
                JsonNode::isTextual);
    }
}
