package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus sends its alerts to this API. Needs Prometheus on the path or {@code -Dprometheus=FILE}, else skipped. */
class PrometheusAlertingTest {
    private final Optional<ExternalProgram> prometheus = ExternalProgram.find("prometheus");

    @Test
    void prometheusFiresAndResolvesAnAlert(@TempDir Path dir) throws Exception {
        assumeTrue(prometheus.isPresent(), "no prometheus on the path or in -Dprometheus: its test is skipped");
        try (var api = HttpApiFixture.openWithSystemClock()) {
            var fires = api.whenAlertAdded(
                    alert -> alert.labels().get("alertname").equals("Passing") && !alert.isResolvedAt(Instant.now()));
            var ends = api.whenAlertAdded(
                    alert -> alert.labels().get("alertname").equals("Passing") && alert.isResolvedAt(Instant.now()));
            var process = start(dir, api.port());
            try {
                var fired = fires.get(60, TimeUnit.SECONDS);
                assertThat(fired.annotations()).containsEntry("summary", "it passes");
                assertThat(fired.labels().get("cluster")).isEqualTo("here");
                assertThat(fired.generatorUrl()).contains("/graph?g0.expr=");
                assertThat(api.get("/api/v2/alerts").body()).contains("Passing");
                var resolved = ends.get(60, TimeUnit.SECONDS);
                assertThat(resolved.labels()).isEqualTo(fired.labels());
                assertThat(resolved.startsAt()).as("the same episode").isEqualTo(fired.startsAt());
                assertThat(api.get("/api/v2/alerts").body()).doesNotContain("Passing");
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Process start(Path dir, int port) throws Exception {
        var until = Instant.now().getEpochSecond() + 15;
        Files.writeString(dir.resolve("rules.yml"), """
                groups:
                - name: g
                  rules:
                  - {alert: Passing, expr: vector(time()) < %d, labels: {severity: page}, annotations: {summary: it passes}}
                """.formatted(until));
        var config = Files.writeString(dir.resolve("prometheus.yml"), """
                global: {evaluation_interval: 1s, external_labels: {cluster: here}}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}
                """.formatted(port));
        return new ProcessBuilder(
                        prometheus.orElseThrow().program().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + dir.resolve("data"),
                        // Prometheus finds its Alertmanagers after some seconds only, when the alert fires already.
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
    }
}
