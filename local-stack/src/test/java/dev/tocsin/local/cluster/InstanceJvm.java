package dev.tocsin.local.cluster;

import dev.tocsin.app.Main;
import dev.tocsin.local.processes.CdsArchive;
import dev.tocsin.local.processes.CdsArchiveBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The JVMs of instances. If this build has packaged the product, they run its jar with a class-data sharing archive, which
 * halves the time of a start. The first instance of a build records its classes; the archive is created once it is ready.
 * Otherwise they run the classes of the tests' class path.
 */
final class InstanceJvm {
    /** Several JVMs share one machine: small heap, serial garbage collector, only the C1 compiler. */
    static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Optional<CdsArchive> ARCHIVE =
            productJar().map(jar -> new CdsArchive(jar, jar.resolveSibling("classes-tests.txt")));
    private static final AtomicBoolean RECORDS = new AtomicBoolean();
    private static final AtomicBoolean CREATED = new AtomicBoolean();

    private InstanceJvm() {}

    /** The JVM flags, and the main class or jar, of the next instance. */
    static List<String> arguments() {
        if (ARCHIVE.isEmpty()) {
            return Stream.concat(SMALL.stream(), Stream.of("-cp", JavaProcess.classPath(), Main.class.getName()))
                    .toList();
        }
        var archive = ARCHIVE.get();
        var arguments = new ArrayList<>(SMALL);
        arguments.addAll(RECORDS.getAndSet(true) ? archive.useArguments() : archive.useOrRecord());
        arguments.addAll(List.of("-jar", archive.jar().toString()));
        return arguments;
    }

    /** Called when instances are ready: creates the archive from what the first one has recorded. */
    static void ready() {
        if (ARCHIVE.isPresent() && !CREATED.getAndSet(true)) {
            try (var builder = new CdsArchiveBuilder(JAVA, SMALL, List.of(ARCHIVE.get()))) {
                builder.start();
                builder.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The jar that this build runs with, and whose libraries are beside it. */
    private static Optional<Path> productJar() {
        return Stream.of(JavaProcess.classPath().split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches("streams-app-.*\\.jar")
                        && path.getParent().endsWith("target")
                        && Files.isDirectory(path.resolveSibling("libs")))
                .findFirst();
    }
}
