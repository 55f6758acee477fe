package dev.tocsin.local.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The paths of an installation.
 *
 * @param productJar the product's jar, beside its {@code libs}
 * @param localJar the local stack's jar, beside its {@code libs}
 * @param connectors the folder of the module {@code connectors}
 */
public record Installation(Path java, Path productJar, Path localJar, Path examples, Path connectors) {
    /** The installation of a class of the local stack, whose jar is in MODULE/target of the project. */
    public static Installation of(Class<?> type) {
        var module = codeLocation(type).getParent().getParent();
        var root = module.getParent();
        return new Installation(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                jar(root.resolve("streams-app/target"), "streams-app"),
                jar(module.resolve("target"), "local-stack"),
                root.resolve("examples"),
                root.resolve("connectors"));
    }

    private static Path codeLocation(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar(Path folder, String name) {
        try (var files = Files.newDirectoryStream(folder, name + "-[0-9]*.jar")) {
            for (var file : files) {
                return file;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("'%s' is not built: run 'mvn package'".formatted(folder), e);
        }
        throw new IllegalStateException("there is no jar in '%s': run 'mvn package'".formatted(folder));
    }
}
