package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus writes to this API. Needs Prometheus on the path or {@code -Dprometheus=FILE}, else skipped. */
class PrometheusRemoteWriteTest {
    @Test
    void recordedSeriesIsWritten(@TempDir Path dir) throws Exception {
        var prometheus = ExternalProgram.find("prometheus");
        Assumptions.assumeTrue(
                prometheus.isPresent(), "no prometheus on the path or in -Dprometheus: its test is skipped");
        try (var real = HttpApiFixture.openWithSystemClock()) {
            var config = Files.writeString(dir.resolve("prometheus.yml"), """
                    global: {evaluation_interval: 1s}
                    rule_files: [rules.yml]
                    remote_write: [{url: 'http://127.0.0.1:%d/api/v1/write'}]
                    """.formatted(real.port()));
            Files.writeString(dir.resolve("rules.yml"), "groups: [{name: g, rules: [{record: a:b, expr: vector(7)}]}]");
            var seven = real.whenWritten("a:b");
            var process = new ProcessBuilder(
                            prometheus.orElseThrow().program().toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + dir.resolve("data"),
                            "--web.listen-address=127.0.0.1:0")
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("log").toFile())
                    .start();
            try {
                assertThat(seven.get(60, TimeUnit.SECONDS).samples().get(0).value())
                        .isEqualTo(7);
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
