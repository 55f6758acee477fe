package dev.tocsin.local.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Starts classes of the tests' class path as processes. */
final class JavaProcess {
    private JavaProcess() {}

    static Process start(List<String> flags, Class<?> main, List<String> arguments, Path workingFolder, Path log) {
        var all = new ArrayList<>(flags);
        all.addAll(List.of("-cp", classPath(), main.getName()));
        all.addAll(arguments);
        return start(all, workingFolder, log, Map.of());
    }

    /**
     * Appends the output to a file.
     *
     * @param arguments of the JVM
     */
    static Process start(List<String> arguments, Path workingFolder, Path log, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A killed process leaves the native libraries that it has unpacked.
        command.add("-Djava.io.tmpdir=" + workingFolder);
        command.addAll(arguments);
        try {
            Files.createDirectories(workingFolder);
            var builder = new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Surefire puts the class path into a manifest and into this property.
    static String classPath() {
        var all = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
