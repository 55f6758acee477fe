package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ExternalProgram;
import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prometheus writes to this API. Needs Prometheus on the path or {@code -Dprometheus=FILE}, else skipped. */
class PrometheusRemoteWriteTest {
    @ParameterizedTest
    @EnumSource(WriteVersion.class)
    void recordedSeriesAndMetadataAreWritten(WriteVersion version, @TempDir Path dir) throws Exception {
        var prometheus = ExternalProgram.find("prometheus");
        Assumptions.assumeTrue(
                prometheus.isPresent(), "no prometheus on the path or in -Dprometheus: its test is skipped");
        try (var real = HttpApiFixture.openWithSystemClock()) {
            var config = writeConfig(dir, real.port(), version);
            real.telemetry.gauge("test_depth", "The depth.", () -> 1);
            var described = real.whenMetadata("test_depth");
            var seven = real.whenWritten("a:b");
            var process = new ProcessBuilder(
                            prometheus.orElseThrow().program().toString(),
                            "--config.file=" + config,
                            "--enable-feature=metadata-wal-records",
                            "--storage.tsdb.path=" + dir.resolve("data"),
                            "--web.listen-address=127.0.0.1:0")
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("log").toFile())
                    .start();
            try {
                assertThat(seven.get(60, TimeUnit.SECONDS).samples().get(0).value())
                        .isEqualTo(7);
                assertThat(described.get(60, TimeUnit.SECONDS).type().text()).isEqualTo("gauge");
                assertThat(Files.readString(dir.resolve("log"))).doesNotContain("non-recoverable error");
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static Path writeConfig(Path dir, int port, WriteVersion version) throws IOException {
        Files.writeString(dir.resolve("rules.yml"), "groups: [{name: g, rules: [{record: a:b, expr: vector(7)}]}]");
        return Files.writeString(dir.resolve("prometheus.yml"), """
                global: {evaluation_interval: 1s, scrape_interval: 1s}
                rule_files: [rules.yml]
                scrape_configs: [{job_name: self, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                remote_write:
                  - url: 'http://127.0.0.1:%d/api/v1/write'
                    protobuf_message: %s
                    metadata_config: {send_interval: 1s}
                """.formatted(port, port, version.message()));
    }
}
