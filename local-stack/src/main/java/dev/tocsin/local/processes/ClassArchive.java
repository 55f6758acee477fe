package dev.tocsin.local.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class-data archive beside a jar: with it a JVM starts in about half the time. It is made once, by a JVM that
 * ends, and is never needed: the JVM itself ignores one that does not fit.
 */
public record ClassArchive(Path jar) {
    /** An archive that does not fit is no news. */
    private static final List<String> SILENTLY = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /** To use the archive, or nothing where there is none. */
    public List<String> use() {
        return isThere() ? with(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file())) : List.of();
    }

    /** To use the archive; where there is none, to make one when the JVM ends. */
    public List<String> useOrMake() {
        return isThere() ? use() : with(List.of("-XX:ArchiveClassesAtExit=" + draft()));
    }

    /** Takes the archive over that an ended JVM made, if it made one to the end. */
    public void keep(boolean complete) {
        try {
            if (complete && Files.exists(draft())) {
                Files.move(draft(), file(), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(draft());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere() {
        try {
            return Files.exists(file())
                    && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path file() {
        return jar.resolveSibling("classes.jsa");
    }

    private Path draft() {
        return jar.resolveSibling("classes-" + ProcessHandle.current().pid() + ".jsa");
    }

    private static List<String> with(List<String> flags) {
        return Stream.concat(flags.stream(), SILENTLY.stream()).toList();
    }
}
