package dev.tocsin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files in which secrets and certificates stand, on the machine of this instance. A relative path counts from the working
 * directory: the configuration that names it has come through Kafka, and has no folder here.
 */
final class SecretFiles {
    private SecretFiles() {}

    /** @throws UncheckedIOException if it can not be read; it says where it was looked for */
    static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "file %s can not be read (%s): it must be on the machine of every instance"
                            .formatted(
                                    Path.of(path).toAbsolutePath(), e.getClass().getSimpleName()),
                    e);
        }
    }
}
