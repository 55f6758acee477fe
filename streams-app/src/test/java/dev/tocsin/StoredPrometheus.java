package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
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

/** A real Prometheus that scrapes nothing, and has samples in its store. */
public final class StoredPrometheus implements AutoCloseable {
    private final Process process;
    private final int port;

    private StoredPrometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, if it is installed.
     *
     * @param folder for its files
     * @param openMetrics the samples in the OpenMetrics format, without the last line
     */
    public static Optional<StoredPrometheus> start(Path folder, String openMetrics)
            throws IOException, InterruptedException {
        var prometheus = ExternalProgram.find("prometheus");
        var promtool = ExternalProgram.find("promtool");
        if (prometheus.isEmpty() || promtool.isEmpty()) {
            return Optional.empty();
        }
        var file = Files.writeString(folder.resolve("samples.om"), openMetrics + "# EOF\n");
        var made = promtool.get()
                .run(List.of("tsdb", "create-blocks-from", "openmetrics", file.toString(), folder + "/data"));
        assertThat(made.code()).as(made.output()).isZero();
        var port = freePort();
        var config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        var process = new ProcessBuilder(
                        prometheus.get().program().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        var started = new StoredPrometheus(process, port);
        started.awaitReady();
        return Optional.of(started);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void awaitReady() throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isReady()) {
            assertThat(System.nanoTime()).as("Prometheus starts").isLessThan(deadline);
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("it has ended")
                    .isFalse();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
