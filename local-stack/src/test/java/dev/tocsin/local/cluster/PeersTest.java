package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import dev.tocsin.local.cluster.TocsinCli.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Three instances beside servers and files of other products: Alertmanager, Prometheus, VictoriaMetrics, clients of Mimir's
 * ruler, Grafana. Tests whose server is not installed are skipped.
 */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PeersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Labels DOWN = Labels.of("alertname", "Down", "group", "web");
    private static final Labels QUIET = Labels.of("alertname", "Quiet", "group", "quiet");
    private static final Labels LATER = Labels.of("alertname", "Later", "group", "web");

    private final FreePorts ports = new FreePorts();
    private ThreeInstances cluster;
    private TocsinCli cli;
    private ReadmeRecipe takeOver;

    /** With the first command of "take over from Alertmanager". */
    @BeforeAll
    void start(Broker broker) throws Exception {
        cluster = ThreeInstances.startWithoutConfiguration(broker.address(), "peers");
        cli = TocsinCli.of(cluster.instance(0));
        takeOver = ReadmeRecipe.between("**Take over from Alertmanager**", "## Recipes");
        Files.writeString(file("alertmanager.yml"), cluster.config());
        succeed(takeOver.commands().get(0).stream()
                .map(word -> word.replace(
                        "alertmanager.yml", file("alertmanager.yml").toString()))
                .toList());
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private Path file(String name) {
        return cluster.folder().resolve(name);
    }

    private CommandResult succeed(List<?> command) {
        var result = cli.run(command);
        assertThat(result.code()).as(command + ": " + result.err()).isZero();
        return result;
    }

    @Test
    @Order(1)
    void alertmanagerIsTakenOverAndNobodyIsNotifiedAgain() throws Exception {
        var program = PeerProcess.require("alertmanager", "prometheus-alertmanager");
        var gossip = List.of(ports.next(), ports.next());
        try (var first = alertmanager(program, "am-1", gossip.get(0), gossip.get(1));
                var second = alertmanager(program, "am-2", gossip.get(1), gossip.get(0))) {
            var members = List.of(first, second);
            for (var member : members) {
                Eventually.until(
                        "the members know each other",
                        () -> json(member, "/api/v2/status")
                                        .at("/cluster/peers")
                                        .size()
                                == 2);
            }
            first.call(
                    "POST",
                    "/api/v2/silences",
                    JSON.writeValueAsString(SilenceRequest.of("quiet").body()));
            Eventually.until(
                    "the silence is known",
                    () -> json(second, "/api/v2/silences").size() == 1);
            var started = Instant.now().minusSeconds(1);
            var alerts = JSON.writeValueAsString(List.of(alert(DOWN, started), alert(QUIET, started)));
            for (var member : members) {
                member.call("POST", "/api/v2/alerts", alerts);
            }
            cluster.inbox().await(DOWN, 1);
            // The member that has notified has it in its log for certain, a moment later.
            var notifier = Eventually.until(
                    "a member has counted the notification",
                    () -> notifications(first) > 0 ? first : second,
                    member -> notifications(member) > 0);
            var other = notifier == first ? second : first;
            Eventually.staysTrue(Duration.ofSeconds(2), "the notification is logged", () -> true);
            notifier.stop();

            importFrom(other, notifier.folder().resolve("data"));
            for (var instance : cluster.all()) {
                Eventually.until(
                        "the silence is in force",
                        () -> instance.get("/api/v2/silences").size() == 1);
                var again = List.of(alert(DOWN, started), alert(QUIET, started), alert(LATER, started));
                Eventually.until("it accepts the alerts", () -> {
                    instance.post("/api/v2/alerts", again);
                    return true;
                });
            }
            other.stop();
        }
        cluster.inbox().awaitExactly(LATER, 1);
        cluster.inbox().awaitExactly(DOWN, 1);
        assertThat(cluster.inbox().notificationsOf(QUIET)).isEmpty();
        for (var instance : cluster.all()) {
            Eventually.until("it accepts the end of the alert", () -> {
                instance.postAlert(DOWN, Map.of("endsAt", Instant.now().toString()));
                return true;
            });
        }
        assertThat(cluster.inbox().awaitExactly(DOWN, 2).get(1).status()).isEqualTo("resolved");
    }

    private PeerProcess alertmanager(String program, String name, int gossip, int peer) {
        var port = ports.next();
        var command = List.of(
                program,
                "--config.file=" + file("alertmanager.yml"),
                "--storage.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=127.0.0.1:" + gossip,
                "--cluster.advertise-address=127.0.0.1:" + gossip,
                "--cluster.peer=127.0.0.1:" + peer);
        return PeerProcess.start(file(name), port, "/-/ready", command);
    }

    private static JsonNode json(PeerProcess peer, String path) throws Exception {
        return JSON.readTree(peer.call("GET", path, ""));
    }

    private static double notifications(PeerProcess alertmanager) {
        try {
            return alertmanager
                    .call("GET", "/metrics", "")
                    .lines()
                    .filter(line -> line.startsWith("alertmanager_notifications_total{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> alert(Labels labels, Instant started) {
        return Map.of("labels", labels.asMap(), "startsAt", started.toString());
    }

    /** The other commands of the recipe: the first one shows what the second one writes. */
    private void importFrom(PeerProcess member, Path data) {
        var shown = takeOver.commands().stream()
                .skip(1)
                .map(command -> succeed(command.stream()
                        .map(word -> word.replace("OTHER-MEMBER:9093", member.address())
                                .replace("/var/lib/alertmanager", data.toString()))
                        .toList()))
                .toList();
        assertThat(shown).hasSize(2);
        assertThat(shown.get(0).out()).contains("nothing was written; use --yes to write");
        assertThat(shown.get(1).out()).contains("written: 2");
        assertThat(shown).extracting(CommandResult::err).containsOnly("");
    }

    @Test
    @Order(2)
    void prometheusWritesItsSamplesAndSendsItsAlerts() throws Exception {
        var program = PeerProcess.require("prometheus");
        var recipe = ReadmeRecipe.between("**Samples** go to all instances", "An OpenTelemetry Collector");
        var port = ports.next();
        var urls = recipe.yaml();
        for (var i = 1; i <= 3; i++) {
            urls = urls.replace("INSTANCE-" + i + ":9093", address(cluster.instance(i - 1)));
        }
        Files.writeString(file("alerts.yml"), """
                groups:
                  - {name: g, rules: [{alert: Own, expr: prometheus_ready == 1, labels: {group: prometheus}}]}
                """);
        Files.writeString(file("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {site: one}}
                rule_files: [alerts.yml]
                scrape_configs: [{job_name: self, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                %s""".formatted(
                        port, urls.replace("INSTANCE:9093", address(cluster.instance(0)))));
        cluster.applyRules("written", """
                groups:
                  - name: g
                    rules: [{alert: Written, expr: 'up{job="self"} == 1', labels: {group: prometheus}}]
                """);
        var command = List.of(
                program,
                "--config.file=" + file("prometheus.yml"),
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port);
        try (var prometheus = PeerProcess.start(file("prometheus"), port, "/-/ready", command)) {
            cluster.inbox().await(Labels.of("alertname", "Own", "group", "prometheus"), 1);
            cluster.inbox().await(Labels.of("alertname", "Written", "group", "prometheus"), 1);
            cluster.inbox().awaitExactly(Labels.of("alertname", "Own", "group", "prometheus"), 1);
            cluster.inbox().awaitExactly(Labels.of("alertname", "Written", "group", "prometheus"), 1);
            for (var instance : cluster.all()) {
                var up = instance.get("/api/v1/query?query=up").findPath("metric");
                assertThat(up.path("site").asText()).isEqualTo("one");
                Eventually.until(
                        "it has the alert",
                        () -> instance.get("/api/v2/alerts?filter=alertname=Own")
                                        .size()
                                == 1);
            }
            assertThat(prometheus.output()).doesNotContain("non-recoverable error");
        }
        succeed(List.of("rules", "delete", "written/g"));
    }

    private static String address(InstanceProcess instance) {
        return "127.0.0.1:" + instance.port();
    }

    @Test
    @Order(3)
    void rulesAskVictoriaMetrics() throws Exception {
        var program = PeerProcess.require("victoria-metrics");
        var port = ports.next();
        var command = List.of(
                program,
                "-storageDataPath=data",
                "-retentionPeriod=1d",
                "-search.latencyOffset=1s",
                "-httpListenAddr=127.0.0.1:" + port);
        var folder = file("victoria");
        var busy = Labels.of("alertname", "Busy", "group", "victoria");
        var failed = Labels.of("alertname", "DatasourceError", "group", "victoria");
        Files.writeString(
                file("datasources.yml"),
                "data_sources: [{name: victoria, timeout: 1s, prometheus: {url: 'http://127.0.0.1:%d'}}]"
                        .formatted(port));
        try (var victoria = PeerProcess.start(folder, port, "/health", command)) {
            victoria.call("POST", "/api/v1/import/prometheus", "load{host=\"a\"} 7\nload{host=\"b\"} 1\n");
            succeed(List.of("datasources", "apply", file("datasources.yml")));
            cluster.applyRules("vm", """
                    groups:
                      - name: g
                        interval: 2s
                        data_source: victoria
                        rules: [{alert: Busy, expr: load > 5, labels: {group: victoria}, exec_err_state: Error}]
                    """);
            cluster.inbox().await(busy, 1);
            Eventually.until(
                    "its host is the one with the high value",
                    () -> cluster.instance(0)
                            .get("/api/v2/alerts?filter=alertname=Busy")
                            .at("/0/labels/host")
                            .asText()
                            .equals("a"));
            victoria.stop();
            cluster.inbox().await(failed, 1);
        }
        var killed = cluster.instance(1);
        killed.kill();
        killed.start();
        cluster.awaitReady();
        cluster.inbox().awaitExactly(failed, 1);
        cluster.inbox().awaitExactly(busy, 1);
        try (var victoria = PeerProcess.start(folder, port, "/health", command)) {
            victoria.call("POST", "/api/v1/import/prometheus", "load{host=\"a\"} 2\n");
            cluster.inbox().await(failed, 2);
            assertThat(cluster.inbox().await(busy, 2).get(1).status()).isEqualTo("resolved");
            cluster.inbox().awaitExactly(failed, 2);
            cluster.inbox().awaitExactly(busy, 2);
            succeed(List.of("rules", "delete", "vm/g"));
        }
    }

    @Test
    @Order(4)
    void groupsOfMimirsClientsAndOfSyncComeAndGo() throws Exception {
        var team = "/prometheus/config/v1/rules/team";
        var group = "name: api\nrules: [{alert: Put, expr: vector(1), labels: {group: ruler}}]\n";
        assertThat(cluster.instance(0).call("POST", team, group).statusCode()).isEqualTo(202);
        assertThat(cluster.instance(0).getResponse(team + "/api").body()).contains("alert: Put");
        var put = Labels.of("alertname", "Put", "group", "ruler");
        cluster.inbox().awaitExactly(put, 1);
        for (var instance : cluster.all()) {
            assertThat(instance.text("/config/v1/rules/team/api")).contains("alert: Put");
        }

        var folder = Files.createDirectories(file("sync"));
        Files.writeString(folder.resolve("team.yml"), """
                groups:
                  - {name: web, rules: [{alert: Synced, expr: vector(2), labels: {group: ruler}}]}
                """);
        var sync = List.of("rules", "sync", folder, "--namespaces", "team");
        var dryRun = Stream.concat(sync.stream(), Stream.of("--dry-run")).toList();
        var differences = cli.run(dryRun);
        assertThat(differences.code()).as(differences.err()).isEqualTo(3);
        assertThat(differences.out()).contains("team/api", "team/web");
        cluster.inbox().awaitExactly(put, 1);
        succeed(sync);
        succeed(dryRun);
        var synced = Labels.of("alertname", "Synced", "group", "ruler");
        assertThat(cluster.inbox().await(put, 2).get(1).status()).isEqualTo("resolved");
        cluster.inbox().awaitExactly(synced, 1);

        assertThat(cluster.instance(1).call("DELETE", team + "/web", "").statusCode())
                .isEqualTo(202);
        assertThat(cluster.inbox().awaitExactly(synced, 2).get(1).status()).isEqualTo("resolved");
        assertThat(cluster.instance(2).getResponse(team).statusCode()).isEqualTo(404);
        cluster.inbox().awaitExactly(put, 2);
    }

    /** The last test: it replaces the configuration. */
    @Test
    @Order(5)
    void filesOfGrafanaAreTranslatedAndApplied() throws Exception {
        var export = Files.writeString(
                file("export.yaml"), """
                apiVersion: 1
                groups:
                  - name: web
                    folder: Shop
                    interval: 10s
                    rules:
                      - title: Slow
                        condition: B
                        noDataState: OK
                        data:
                          - {refId: A, datasourceUid: p, model: {expr: 'latency{app="web"}', instant: true}}
                          - {refId: B, datasourceUid: __expr__, model: {type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [2]}}]}}
                contactPoints: [{name: team, receivers: [{type: webhook, settings: {url: "%s"}}]}]
                policies: [{receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 2s}]
                """.formatted(cluster.inbox().url()));
        var output = file("grafana");
        var translated = cli.runAlone(List.of("import", "grafana", export, "--output", output));
        assertThat(translated.code()).as(translated.err()).isZero();
        succeed(List.of("config", "apply", output.resolve("alertmanager.yml")));
        succeed(List.of("rules", "apply", output.resolve("rules/Shop.yml")));
        var slow = Labels.of("__name__", "latency", "app", "web");
        cluster.samples().set(3, slow);
        var group = Labels.of("alertname", "Slow");
        assertThat(cluster.inbox().await(group, 1).get(0).receiver()).isEqualTo("team");
        cluster.samples().set(1, slow);
        assertThat(cluster.inbox().await(group, 2).get(1).status()).isEqualTo("resolved");
        cluster.inbox().awaitExactly(group, 2);
    }
}
