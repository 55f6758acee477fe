package dev.tocsin.local.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class-data archive beside a jar, one for each version of Java: with it a JVM starts in about half the time. It is
 * made once, and is never needed: the JVM itself ignores one that does not fit.
 *
 * @param list where a JVM notes the classes that it loads, as long as there is no archive
 */
public record CdsArchive(Path jar, Path classList) {
    /** An archive that does not fit is no news. */
    private static final List<String> LOG_OFF = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /** To use the archive, or nothing where there is none. */
    public List<String> useArguments() {
        return isUsable() ? with(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file())) : List.of();
    }

    /** To use the archive; where there is none, to note which classes it should hold. */
    public List<String> useOrRecord() {
        return isUsable() ? useArguments() : List.of("-XX:DumpLoadedClassList=" + classList);
    }

    /** True if there is none, and it is known which classes it should hold. */
    boolean canBeDumped() {
        return !isUsable() && Files.isReadable(classList);
    }

    /** What stands after {@code java} for a JVM that writes the draft from the list, and does nothing else. */
    List<String> dumpArguments() {
        return with(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + temporaryFile(),
                "-jar",
                jar.toString()));
    }

    /** The JVM that notes classes may be in the midst of a line. */
    void truncateClassListToLastLine() throws IOException {
        var text = Files.readString(classList);
        Files.writeString(classList, text.substring(0, text.lastIndexOf('\n') + 1));
    }

    /** Puts the draft in the archive's place if it was written to the end, else away. */
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

    /** The launcher script knows this name too. */
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
