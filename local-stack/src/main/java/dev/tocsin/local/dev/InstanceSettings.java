package dev.tocsin.local.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of one instance. */
record InstanceSettings(String id, int httpPort, Path stateDir, String broker) {
    String text() {
        return """
                # Written by 'tocsin dev' at each start.
                instance:
                  id: %s
                http:
                  listen: 127.0.0.1:%d
                  external_url: http://127.0.0.1:%d
                state:
                  dir: '%s'
                kafka:
                  bootstrap.servers: %s
                topics:
                  replication_factor: 1
                  # Short, because an instance reads all samples at its start, and there is one per series and second.
                  samples_retention: 30m
                # Short, so that rows appear quickly.
                archive:
                  interval: 5s
                """.formatted(id, httpPort, httpPort, stateDir.toString().replace("'", "''"), broker);
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write settings file '%s'".formatted(file), e);
        }
    }
}
