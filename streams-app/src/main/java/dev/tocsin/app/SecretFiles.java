package dev.tocsin.app;

import dev.tocsin.kafka.SecretReferences;
import dev.tocsin.notification.receivers.http.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the files with secrets and certificates that the configuration names, and resolves its references to secrets. A
 * relative path is relative to the working directory of the process, because a configuration that comes through Kafka has
 * no directory.
 */
final class SecretFiles {
    private static final SecretReferences REFERENCES = new SecretReferences();

    private SecretFiles() {}

    /**
     * @param path of a file, or a reference such as {@code ${env:NAME}}
     * @throws UncheckedIOException if the file cannot be read; the message has the absolute path
     * @throws IllegalArgumentException if the reference cannot be resolved; the message has the reference
     */
    static String read(String path) {
        if (Secret.hasReference(path)) {
            return REFERENCES.resolve(path);
        }
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
