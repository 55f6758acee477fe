package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of another product: Prometheus, Alertmanager, VictoriaMetrics. Its folder is its working directory. */
final class PeerProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final int port;

    private PeerProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** A program on the path, or given by {@code -D<name>=FILE}. */
    static Optional<Path> find(String name) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
        var named = Optional.ofNullable(System.getProperty(name)).map(Path::of);
        return Stream.concat(named.stream(), Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first of these programs that is installed. Without one, the test is skipped. */
    static String require(String... names) {
        var found = Stream.of(names).flatMap(name -> find(name).stream()).findFirst();
        assumeTrue(found.isPresent(), () -> "no %s on the path or in -D%1$s: its test is skipped".formatted(names[0]));
        return found.orElseThrow().toString();
    }

    /**
     * Starts a program and waits until it is ready.
     *
     * @param readyPath the path that is answered with 200 when it is
     */
    static PeerProcess start(Path folder, int port, String readyPath, List<String> command) {
        try {
            Files.createDirectories(folder);
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            var peer = new PeerProcess(process, folder, port);
            peer.awaitReady(readyPath);
            return peer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(String path) {
        try {
            Eventually.until(
                    "%s is ready; see %s".formatted(folder, folder.resolve("log")),
                    () -> !process.isAlive() || send("GET", path, "").statusCode() == 200);
            assertThat(process.isAlive()).as(output()).isTrue();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    Path folder() {
        return folder;
    }

    String output() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer with a status of 200 to 299. */
    String call(String method, String path, String body) throws Exception {
        var answer = send(method, path, body);
        assertThat(answer.statusCode() / 100).as(path + ": " + answer.body()).isEqualTo(2);
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Stops it with SIGTERM, and waits until it has written its files. */
    void stop() {
        process.destroy();
        try {
            assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", folder)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
