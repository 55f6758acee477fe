package dev.tocsin.local.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of one instance, as an operator would write it. */
record InstanceSettings(String id, int httpPort, Path stateDir, String broker) {
    String text() {
        return """
                # Written by 'tocsin dev' each time it starts.
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
                  # Read again at each start of an instance: a sample of each series each second is much.
                  samples_retention: 30m
                # Who tries it out looks at once.
                archive:
                  interval: 5s
                """.formatted(id, httpPort, httpPort, stateDir.toString().replace("'", "''"), broker);
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("the settings '%s' cannot be written".formatted(file), e);
        }
    }
}
