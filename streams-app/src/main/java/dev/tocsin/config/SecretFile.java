package dev.tocsin.config;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a secret that stands in a file of its own. */
record SecretFile(UnaryOperator<String> readFile) {
    Optional<String> read(YamlValue path) {
        var name = path.text().orElse("");
        try {
            return Optional.of(readFile.apply(name).strip());
        } catch (UncheckedIOException e) {
            path.problem(
                    "%s is '%s', which can not be read: %s"
                            .formatted(path.path(), name, e.getCause().getMessage()),
                    "name a file that this instance may read");
            return Optional.empty();
        }
    }
}
