package dev.tocsin.local.dev;

import dev.tocsin.local.processes.CdsArchive;
import dev.tocsin.local.processes.ProcessSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs commands of the product as processes, one at a time. */
final class ProductCli implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int MAX_ATTEMPTS = 5;
    /** In the output of a command that had no answer from Kafka. */
    private static final String KAFKA_ERROR = ": Kafka: ";

    private final Installation installation;
    private final CdsArchive cdsArchive;
    private final Consumer<String> output;
    private Optional<Process> running = Optional.empty();
    private boolean closed;

    ProductCli(Installation installation, CdsArchive archive, Consumer<String> output) {
        this.output = output;
        this.installation = installation;
        this.cdsArchive = archive;
    }

    /** Checks files before they are applied. @throws CannotStartException with the mistakes */
    void check(Path config, Path rules) {
        run(List.of("config", "check", config.toString()));
        run(List.of("rules", "check", rules.toString()));
    }

    void createTopics(Path settings) {
        runAgainOnFailure(List.of("topics", "create", "--config", settings.toString()));
    }

    void applyConfig(Path settings, Path document) {
        runAgainOnFailure(List.of("config", "apply", "--config", settings.toString(), document.toString()));
    }

    void applyRules(Path settings, Path rules) {
        runAgainOnFailure(List.of("rules", "apply", "--config", settings.toString(), rules.toString()));
    }

    // The broker runs, so a command that fails with a timeout succeeds as soon as the machine is less busy.
    private void runAgainOnFailure(List<String> arguments) {
        for (var attempt = 1; ; attempt++) {
            try {
                run(arguments);
                return;
            } catch (CannotStartException e) {
                if (attempt == MAX_ATTEMPTS || !e.getMessage().contains(KAFKA_ERROR)) {
                    throw e;
                }
                output.accept("'%s' got no answer from Kafka; trying again".formatted(String.join(" ", arguments)));
            }
        }
    }

    /**
     * Runs one command and waits for its end.
     *
     * @throws CannotStartException with the command's output if it failed
     */
    void run(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(cdsArchive.useArguments());
        command.addAll(List.of("-jar", installation.productJar().toString()));
        command.addAll(arguments);
        try {
            run(String.join(" ", arguments), new ProcessBuilder(ProcessSpec.ignoringTerminalSignals(command)));
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot run '%s': %s".formatted(String.join(" ", arguments), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted");
        }
    }

    /** Kills the running command and prevents further ones. */
    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(Process::destroyForcibly);
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new CannotStartException("closed");
        }
        var process = builder.redirectErrorStream(true).start();
        running = Optional.of(process);
        return process;
    }

    private void run(String name, ProcessBuilder builder) throws IOException, InterruptedException {
        var process = start(builder);
        process.onExit()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(timeout -> process.destroyForcibly());
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new CannotStartException("'%s' failed:%n%s".formatted(name, output));
        }
    }
}
