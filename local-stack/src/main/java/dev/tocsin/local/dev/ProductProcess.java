package dev.tocsin.local.dev;

import dev.tocsin.local.processes.ClassArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the product as its users do: as a process. */
record ProductProcess(Installation installation, ClassArchive archive) implements Product {
    private static final int PATIENCE_SECONDS = 60;

    @Override
    public void run(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(archive.use());
        command.addAll(List.of("-jar", installation.productJar().toString()));
        command.addAll(arguments);
        try {
            run(String.join(" ", arguments), new ProcessBuilder(command));
        } catch (IOException e) {
            throw new CannotStart("'%s' cannot be run: %s".formatted(String.join(" ", arguments), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted");
        }
    }

    private static void run(String name, ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.redirectErrorStream(true).start();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new CannotStart("'%s' failed:%n%s".formatted(name, said));
        }
    }
}
