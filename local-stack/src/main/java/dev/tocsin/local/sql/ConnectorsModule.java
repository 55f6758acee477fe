package dev.tocsin.local.sql;

import dev.tocsin.local.processes.ProcessSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The module {@code connectors} and the processes that can be started from it. */
public record ConnectorsModule(Path folder, Path java) {
    private static final String MAIN = "dev.tocsin.connectors.Main";
    private static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    /** Whether the build has downloaded the worker and the plugin. */
    public boolean isBuilt() {
        return Files.isDirectory(libs()) && Files.isDirectory(plugins());
    }

    /** The plugin path of the worker. */
    public Path plugins() {
        return folder.resolve("target/plugins");
    }

    /** The configuration of the sink connector, as JSON. */
    public String sinkConfig() {
        try {
            return Files.readString(folder.resolve("archive-to-postgresql.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PostgreSQL with its data in {@code dir}; creates the archive's tables. */
    public ProcessSpec database(Path dir, DatabaseAddress address, Path log) {
        var arguments = jvm("-Xmx128m");
        arguments.addAll(List.of("database", "--dir", dir.toString(), "--port", String.valueOf(address.port())));
        arguments.addAll(
                List.of("--programs", folder.resolve("target/postgresql").toString()));
        arguments.addAll(
                List.of("--tables", folder.resolve("postgresql/tables.sql").toString()));
        return new ProcessSpec("database", java, arguments, log, Map.of());
    }

    /** A Connect worker whose sink writes to the database. */
    public ProcessSpec worker(Path settings, DatabaseAddress database, Path log) {
        var arguments = jvm("-Xmx256m");
        arguments.addAll(List.of("worker", settings.toString()));
        return new ProcessSpec("connect", java, arguments, log, database.environment());
    }

    private ArrayList<String> jvm(String memory) {
        var arguments = new ArrayList<String>();
        arguments.add(memory);
        arguments.addAll(SMALL_JVM);
        var classes = folder.resolve("target/classes");
        arguments.addAll(List.of("-cp", classes + File.pathSeparator + libs().resolve("*"), MAIN));
        return arguments;
    }

    private Path libs() {
        return folder.resolve("target/libs");
    }
}
