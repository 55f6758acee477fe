package dev.tocsin.local.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates class-data sharing archives in separate JVMs, one after the other, so that running processes are not delayed.
 * If a run fails or is interrupted, the next run creates them.
 */
public final class CdsArchiveBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CdsArchiveBuilder.class);
    private static final int TIMEOUT_SECONDS = 120;

    private final Path java;
    private final List<String> flags;
    private final List<CdsArchive> archives;
    private final Thread thread = new Thread(this::buildAll, "cds-archives");

    /** @param flags the flags of the JVMs that will use the archives */
    public CdsArchiveBuilder(Path java, List<String> flags, List<CdsArchive> archives) {
        this.java = java;
        this.flags = List.copyOf(flags);
        this.archives = List.copyOf(archives);
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until all archives that can be created are. */
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** Interrupts the creation in progress. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void buildAll() {
        try {
            for (var archive : archives) {
                if (archive.canBeDumped()) {
                    build(archive);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("class-data archives were not created: {}", e.getMessage());
        }
    }

    private void build(CdsArchive archive) throws IOException, InterruptedException {
        archive.truncateClassListToLastLine();
        var process = new ProcessBuilder(command(archive))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var complete = false;
        try {
            complete = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly().onExit().join();
            archive.commit(complete);
        }
    }

    private List<String> command(CdsArchive archive) {
        return Stream.of(List.of(java.toString()), flags, archive.dumpArguments())
                .flatMap(List::stream)
                .toList();
    }
}
