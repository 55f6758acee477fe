package dev.tocsin.local.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class-data sharing archive beside a jar, one per Java version. It halves the start time of a JVM. It is optional:
 * the JVM ignores an archive that does not fit.
 *
 * @param classList the file to which a JVM writes its loaded classes while there is no archive
 */
public record CdsArchive(Path jar, Path classList) {
    /** Suppresses warnings about an archive that does not fit. */
    private static final List<String> LOG_OFF = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /** JVM flags to use the archive; empty if there is none. */
    public List<String> useArguments() {
        return isUsable() ? with(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file())) : List.of();
    }

    /** JVM flags to use the archive, or to record the loaded classes if there is none. */
    public List<String> useOrRecord() {
        return isUsable() ? useArguments() : List.of("-XX:DumpLoadedClassList=" + classList);
    }

    /** Whether there is no archive, but a class list to create one from. */
    boolean canBeDumped() {
        return !isUsable() && Files.isReadable(classList);
    }

    /** The arguments of a JVM that only writes the temporary archive file from the class list. */
    List<String> dumpArguments() {
        return with(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + temporaryFile(),
                "-jar",
                jar.toString()));
    }

    /** Removes an incomplete last line, because a JVM may still be writing the list. */
    void truncateClassListToLastLine() throws IOException {
        var text = Files.readString(classList);
        Files.writeString(classList, text.substring(0, text.lastIndexOf('\n') + 1));
    }

    /** Renames the temporary file to the archive if it is complete, otherwise deletes it. */
    void commit(boolean complete) throws IOException {
        if (complete && Files.exists(temporaryFile())) {
            Files.move(temporaryFile(), file(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(temporaryFile());
    }

    private boolean isUsable() {
        try {
            return Files.exists(file())
                    && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The script {@code tocsin} uses the same name. */
    private Path file() {
        return jar.resolveSibling("classes-java%s.jsa".formatted(System.getProperty("java.version")));
    }

    private Path temporaryFile() {
        return jar.resolveSibling(
                "classes-draft%d.jsa".formatted(ProcessHandle.current().pid()));
    }

    private static List<String> with(List<String> flags) {
        return Stream.concat(flags.stream(), LOG_OFF.stream()).toList();
    }
}
