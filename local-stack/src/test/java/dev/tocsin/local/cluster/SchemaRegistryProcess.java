package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An Apicurio schema registry process, which also serves Confluent's API. */
final class SchemaRegistryProcess implements AutoCloseable {
    private static final Path UNPACKED = Path.of("target/registry");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private SchemaRegistryProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The jar; empty if the build has not downloaded it. */
    static Optional<Path> jar() {
        var found = Optional.ofNullable(UNPACKED.toFile().listFiles((dir, name) -> name.endsWith("-runner.jar")));
        return found.flatMap(jars -> Arrays.stream(jars).findFirst()).map(File::toPath);
    }

    /** Starts the registry and waits until it answers. */
    static SchemaRegistryProcess start(Path log) {
        var port = Ports.randomFree();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().orElseThrow().toAbsolutePath().toString());
        try {
            var builder = new ProcessBuilder(command)
                    .directory(Files.createDirectories(log.resolveSibling("registry-home"))
                            .toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().put("QUARKUS_MANAGEMENT_ENABLED", "false");
            var registry = new SchemaRegistryProcess(builder.start(), port);
            Eventually.until("the registry answers", () -> registry.subjects().startsWith("["));
            return registry;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port);
    }

    /** The subjects as JSON. */
    String subjects() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
