package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay gives the results of three instances, one of which was killed: from the topics, and from copies of them. It uses the
 * logged answers of a data source that is gone.
 */
@WithBroker
class ReplayedClusterTest {
    @TempDir
    private Path folder;

    @Test
    void replayGivesTheStatesAndSamplesThatTheInstancesLogged(Broker broker) throws Exception {
        try (var source = PrometheusStub.open();
                var cluster = ThreeInstances.start(broker, "replayed")) {
            cluster.log()
                    .append(
                            cluster.topics().document(ConfigDocument.DATA_SOURCES),
                            new ConfigDocument(
                                    "data_sources: [{name: api, prometheus: {url: '%s'}}]".formatted(source.url()),
                                    Instant.EPOCH,
                                    "test"))
                    .join();
            cluster.samples().set(1, Labels.of("__name__", "load", "host", "a"));
            cluster.applyRules("app", """
                    groups:
                      - name: load
                        interval: 1s
                        rules:
                          - {record: "load:max", expr: max(load)}
                          - alert: Busy
                            expr: load:max > 10
                            for: 2s
                            annotations: {summary: "load is {{ $value }}"}
                      - name: api
                        interval: 4s
                        data_source: api
                        rules: [{alert: Answered, expr: latency > 5}]
                    """);
            var busy = Labels.of("alertname", "Busy");
            Eventually.until("the rules are evaluated", () -> isRecorded(cluster.instance(0)));
            var from = Instant.now();
            cluster.samples().set(20, Labels.of("__name__", "load", "host", "a"));
            source.hosts.put("a", 7.0);
            cluster.inbox().await(busy, 1);
            cluster.inbox().await(Labels.of("alertname", "Answered", "group", "api"), 1);
            source.hosts.clear();
            var killed = cluster.instance(0);
            killed.kill();
            awaitFiring(cluster.instance(1), true);
            cluster.samples().set(2, Labels.of("__name__", "load", "host", "a"));
            awaitFiring(cluster.instance(1), false);
            killed.start();
            cluster.awaitReady();
            cluster.samples().set(30, Labels.of("__name__", "load", "host", "a"));
            awaitFiring(killed, true);
            var to = Instant.now().minusSeconds(1);
            Eventually.until("the last tick was logged", () -> Instant.now().isAfter(to.plusSeconds(4)));

            source.stop();
            var cli = TocsinCli.of(cluster.instance(0));
            var live = cli.run(List.of("replay", "--from", from, "--to", to, "--verify"));
            assertThat(live.code()).as(live.out() + live.err()).isZero();
            assertThat(live.out())
                    .contains("inactive -> pending  value 20.0", "pending -> firing  value 20.0  {summary=load is 20}")
                    .contains("firing -> resolved", "resolved -> pending  value 30.0")
                    .contains("notification to all (webhook) for group {alertname=\"Answered\", group=\"api\"}")
                    .contains("notification to all (webhook) for group {alertname=\"Busy\"}: first notification");

            var copies = folder.resolve("incident");
            var recorded = cli.run(List.of("replay", "record", "--from", from, "--to", copies));
            assertThat(recorded.code()).as(recorded.err()).isZero();
            assertThat(rights(copies)).containsOnly("rw-------");
            var again = cli.run(List.of("replay", "--files", copies, "--from", from, "--to", to, "--verify"));
            assertThat(again).isEqualTo(live);
        }
    }

    private static boolean isRecorded(InstanceProcess instance) throws Exception {
        return instance.get("/api/v1/query?query=load:max").toString().contains("load:max");
    }

    private static void awaitFiring(InstanceProcess instance, boolean isFiring) {
        Eventually.until(
                instance.id() + " evaluates the alert",
                () -> instance.get("/api/v1/alerts").toString().contains("firing") == isFiring);
    }

    private static List<String> rights(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(ReplayedClusterTest::rightsOf).toList();
        }
    }

    private static String rightsOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
