package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tocsin.ExternalProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of Prometheus's Alertmanager, from the path or {@code -Dalertmanager=FILE}. */
final class AlertmanagerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("address=\\S*?:(\\d+)");
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");
    private static final int OLDEST = 33;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private AlertmanagerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** An Alertmanager that supports every kind of receiver. */
    static Optional<ExternalProgram> program() throws IOException, InterruptedException {
        var found = ExternalProgram.find("alertmanager").or(() -> ExternalProgram.find("prometheus-alertmanager"));
        if (found.isEmpty()) {
            return found;
        }
        var version = VERSION.matcher(found.get().run(List.of("--version")).output());
        var isNewEnough = version.find()
                && (Integer.parseInt(version.group(1)) > 0 || Integer.parseInt(version.group(2)) >= OLDEST);
        return isNewEnough ? found : Optional.empty();
    }

    static AlertmanagerProcess start(ExternalProgram program, Path dir, String config) throws Exception {
        var templates = program.program().resolveSibling("../share/prometheus/alertmanager/default.tmpl");
        // Debian installs default templates as files. An older package may have left older files.
        var own = Files.exists(templates) ? "templates: ['%s/*.tmpl']\n".formatted(templates.getParent()) : "";
        var file = Files.writeString(dir.resolve("alertmanager.yml"), config + own);
        var log = dir.resolve("log");
        var process = new ProcessBuilder(
                        program.program().toString(),
                        "--config.file=" + file,
                        "--storage.path=" + dir.resolve("data"),
                        "--web.external-url=http://am.example:9093",
                        "--web.route-prefix=/",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new AlertmanagerProcess(process, listening(process, log));
    }

    private static int listening(Process process, Path log) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            var listening = Files.readString(log).lines().filter(line -> line.contains("Listening on"));
            var port = listening
                    .map(LISTENING::matcher)
                    .filter(line -> line.find())
                    .findFirst();
            if (port.isPresent()) {
                return Integer.parseInt(port.get().group(1));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        process.destroy();
        assumeFalse(
                Files.readString(log).contains("failed to parse templates: open"),
                "this alertmanager lacks the files of its own templates: its test is skipped");
        throw new IllegalStateException("Alertmanager does not listen: " + Files.readString(log));
    }

    void post(String alerts) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alerts))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("process ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
