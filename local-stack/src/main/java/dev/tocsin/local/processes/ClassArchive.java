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
public record ClassArchive(Path jar, Path list) {
    /** An archive that does not fit is no news. */
    private static final List<String> SILENTLY = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /** To use the archive, or nothing where there is none. */
    public List<String> use() {
        return isThere() ? with(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file())) : List.of();
    }

    /** To use the archive; where there is none, to note which classes it should hold. */
    public List<String> useOrNote() {
        return isThere() ? use() : List.of("-XX:DumpLoadedClassList=" + list);
    }

    /** True if there is none, and it is known which classes it should hold. */
    boolean canBeMade() {
        return !isThere() && Files.isReadable(list);
    }

    /** What stands after {@code java} for a JVM that writes the draft from the list, and does nothing else. */
    List<String> making() {
        return with(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + draft(),
                "-jar",
                jar.toString()));
    }

    /** The JVM that notes classes may be in the midst of a line. */
    void endListAtALine() throws IOException {
        var text = Files.readString(list);
        Files.writeString(list, text.substring(0, text.lastIndexOf('\n') + 1));
    }

    /** Puts the draft in the archive's place if it was written to the end, else away. */
    void keep(boolean complete) throws IOException {
        if (complete && Files.exists(draft())) {
            Files.move(draft(), file(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(draft());
    }

    private boolean isThere() {
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

    private Path draft() {
        return jar.resolveSibling(
                "classes-draft%d.jsa".formatted(ProcessHandle.current().pid()));
    }

    private static List<String> with(List<String> flags) {
        return Stream.concat(flags.stream(), SILENTLY.stream()).toList();
    }
}
