package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that sends samples and alerts. */
final class PrometheusSender {
    private PrometheusSender() {}

    /**
     * Starts Prometheus, and ends it when a sample and an alert have arrived.
     *
     * @param config names {@code rules.yml}, which is written to its folder, as its rule file
     */
    static void send(ExternalProgram prometheus, Path config, HttpApiFixture api) throws Exception {
        var folder = config.getParent();
        Files.writeString(
                folder.resolve("rules.yml"),
                "groups: [{name: g, rules: [{record: a:b, expr: vector(7)}, {alert: Always, expr: vector(1)}]}]");
        var seven = api.whenWritten("a:b");
        var alert = api.whenAlertAdded(found -> found.labels().get("alertname").equals("Always"));
        var process = new ProcessBuilder(
                        prometheus.program().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertThat(seven.get(60, TimeUnit.SECONDS).samples().get(0).value()).isEqualTo(7);
            alert.get(60, TimeUnit.SECONDS);
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
