package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Surroundings;
import dev.tocsin.cli.Tocsin;
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

/** The Kafka cluster is lost with all its data. What the database holds is brought into a new one, as documented. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DisasterTest {
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
    private static final Duration GRACEFULLY = Duration.ofSeconds(20);

    private final InstantSource clock = InstantSource.system();

    /** What the lost cluster knew, as its API told it. */
    private record Knowledge(Map<String, JsonNode> silences, JsonNode waiting) {}

    private record Seen(int code, String out, String err) {}

    private SqlStack sql;
    private Knowledge before;
    private LocalBroker fresh;
    private ThreeInstances cluster;

    @BeforeAll
    void loseOneClusterAndStartAnother(Broker lost, SqlStack stack, @TempDir Path disk) throws Exception {
        sql = stack;
        before = liveAndDie(lost);
        fresh = LocalBroker.start(disk, LocalBroker.ANY_PORT);
        cluster = ThreeInstances.startWithoutConfiguration(fresh.address(), NAME);
    }

    @AfterAll
    void stop() throws Exception {
        for (var table : List.of("silences", "notification_log", "alert_state", "posted_alerts")) {
            sql.run("TRUNCATE tocsin." + table);
        }
        cluster.close();
        fresh.close();
    }

    @Test
    @Order(1)
    void whatWasSilencedToldAndWaitedForIsSoInTheNewCluster() throws Exception {
        fill(cluster);
        for (var instance : cluster.all()) {
            Eventually.until(
                    instance.id() + " has the samples", () -> instance.metric("tocsin_series"), count -> count >= 3);
            assertThat(instance.get("/api/v2/silences")).isEmpty();
        }
        restore();
        cluster.configure();
        cluster.rules("team", RULES);

        asBefore();
        livesOn();
        var refused = type("--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the cluster knows something newer", "notification_log", "all/webhook/0");
    }

    @Test
    @Order(2)
    void amtoolShowsTheSameSilences() throws Exception {
        var amtool = Amtool.find();
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: it is not asked for the silences");
        for (var instance : cluster.all()) {
            assertThat(amtool.get().silences(instance))
                    .as(instance.id())
                    .extracting(silence -> silence.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(before.silences().keySet());
        }
    }

    private Knowledge liveAndDie(Broker broker) throws Exception {
        try (var lost = ThreeInstances.start(broker, NAME)) {
            sql.sink(NAME, NAME + ".");
            lost.rules("team", RULES);
            lost.one(0).silence(SilenceRequest.of("quiet"));
            var later = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(30, ChronoUnit.MINUTES);
            lost.one(1).silence(SilenceRequest.of("later").from(later));
            lost.one(2).delete("/api/v2/silence/" + lost.one(2).silence(SilenceRequest.of("over")));
            fill(lost);
            lost.one(0).postAlert(POSTED);
            lost.inbox().await(BUSY, 1);
            lost.inbox().await(POSTED, 1);
            var known = new Knowledge(standing(lost.one(0)), waiting(lost.one(0)));
            assertThat(known.silences()).hasSize(2);

            lost.all().forEach(InstanceProcess::askToStop);
            for (var instance : lost.all()) {
                assertThat(instance.exitCode(GRACEFULLY)).as(instance.printed()).isZero();
            }
            Eventually.until("all of it is in the database", this::counts, List.of(3L, 2L, 3L, 1L)::equals);
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
        var looked = type();
        assertThat(looked.code()).as(looked.err()).isZero();
        assertThat(looked.out().lines())
                .contains(
                        "silences          3     2         0      0            1     0",
                        "notification_log  2     2         0      0            0     0",
                        "alert_state       3     3         0      0            0     0",
                        "posted_alerts     1     1         0      0            0     0",
                        "nothing was written; with --yes it is");
        assertThat(type("--yes").out()).endsWith("written: 8\n");
        assertThat(type("--yes").out()).endsWith("nothing is to be written\n");
    }

    private void asBefore() throws Exception {
        for (var instance : cluster.all()) {
            assertThat(standing(instance)).as(instance.id()).isEqualTo(before.silences());
            Eventually.until(
                    instance.id() + " knows what fires, and what of it is silenced",
                    () -> states(instance),
                    Map.of("Busy loud", "active", "Busy quiet", "suppressed", "Posted loud", "active")::equals);
            assertThat(waiting(instance)).as(instance.id()).isEqualTo(before.waiting());
        }
        Eventually.staysTrue(
                Duration.ofSeconds(4),
                "nobody is told again",
                () -> cluster.inbox().all().isEmpty());
    }

    /** The end of what was told before is told, and so is what begins. */
    private void livesOn() throws Exception {
        cluster.samples().set(1, Labels.of("__name__", "load", "group", "loud"));
        cluster.samples().set(20, Labels.of("__name__", "load", "group", "new"));
        var resolved = cluster.inbox().await(BUSY, 1);
        assertThat(resolved.get(0).status()).isEqualTo("resolved");
        cluster.inbox().await(Labels.of("alertname", "Busy", "group", "new"), 1);
        assertThat(cluster.inbox().all()).hasSize(2);
    }

    private Seen type(String... more) {
        var words = new ArrayList<>(List.of("restore", "--from", sql.jdbcUrl()));
        words.addAll(List.of("--bootstrap-server", cluster.broker(), "--topics-prefix", NAME + "."));
        words.addAll(List.of(more));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Tocsin.commandLine(new Surroundings(Map.of(), "host-1", "1", clock), settings -> {})
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new Seen(code, out.toString(), err.toString());
    }

    private List<Long> counts() throws Exception {
        var counts = new ArrayList<Long>();
        for (var table : List.of("silences", "notification_log", "alert_state", "posted_alerts")) {
            counts.add(sql.number("SELECT count(*) FROM tocsin." + table));
        }
        return counts;
    }

    /** The silences that have not ended, as the API shows them. */
    private static Map<String, JsonNode> standing(InstanceProcess instance) throws Exception {
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
    private static JsonNode waiting(InstanceProcess instance) {
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
