package dev.tocsin.local.dev;

import dev.tocsin.local.processes.ChildSpec;
import dev.tocsin.local.processes.ClassArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs commands of the product as its users do: as a process, one at a time, until it is closed. */
final class ProductProcess implements Product, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Installation installation;
    private final ClassArchive archive;
    private Optional<Process> running = Optional.empty();
    private boolean closed;

    ProductProcess(Installation installation, ClassArchive archive) {
        this.installation = installation;
        this.archive = archive;
    }

    @Override
    public void run(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(archive.use());
        command.addAll(List.of("-jar", installation.productJar().toString()));
        command.addAll(arguments);
        try {
            run(String.join(" ", arguments), new ProcessBuilder(ChildSpec.deafToTheTerminal(command)));
        } catch (IOException e) {
            throw new CannotStart("'%s' cannot be run: %s".formatted(String.join(" ", arguments), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted");
        }
    }

    /** Ends the command that runs; no other will begin. */
    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(Process::destroyForcibly);
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new CannotStart("closed");
        }
        var process = builder.redirectErrorStream(true).start();
        running = Optional.of(process);
        return process;
    }

    private void run(String name, ProcessBuilder builder) throws IOException, InterruptedException {
        var process = start(builder);
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new CannotStart("'%s' failed:%n%s".formatted(name, said));
        }
    }
}
