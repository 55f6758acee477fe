package dev.tocsin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the files with secrets and certificates that the configuration names. A relative path is relative to the working
 * directory of the process, because a configuration that comes through Kafka has no directory.
 */
final class SecretFiles {
    private SecretFiles() {}

    /** @throws UncheckedIOException if the file cannot be read; the message has the absolute path */
    static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "file %s cannot be read (%s): it must exist on the machine of every instance"
                            .formatted(
                                    Path.of(path).toAbsolutePath(), e.getClass().getSimpleName()),
                    e);
        }
    }
}
