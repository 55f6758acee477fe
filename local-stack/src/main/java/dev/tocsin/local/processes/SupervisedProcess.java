package dev.tocsin.local.processes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process that is restarted when it ends. Events are reported as lines of text. Thread-safe. */
public final class SupervisedProcess {
    /** Exit status of a killed process minus the signal number. */
    private static final int SIGNAL_EXIT_OFFSET = 128;

    private final ProcessSpec spec;
    private final Backoff backoff;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Consumer<String> output;

    private Runnable restartAction = () -> {};
    private Process process;
    private Instant startedAt;
    private int failures;
    private boolean stopping;

    public SupervisedProcess(
            ProcessSpec spec,
            Backoff backoff,
            InstantSource clock,
            ScheduledExecutorService timers,
            Consumer<String> output) {
        this.spec = spec;
        this.backoff = backoff;
        this.clock = clock;
        this.timers = timers;
        this.output = output;
    }

    public String name() {
        return spec.name();
    }

    /** Sets an action to run after each restart. */
    public synchronized void onRestart(Runnable action) {
        restartAction = action;
    }

    /** @throws IllegalStateException if the program cannot be started */
    public synchronized void start() {
        if (stopping) {
            return;
        }
        try {
            process = spec.start();
            startedAt = clock.instant();
            process.onExit().thenAccept(this::onExit);
            if (failures > 0) {
                output.accept("%s was restarted: pid %d".formatted(name(), process.pid()));
                restartAction.run();
            }
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be started: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /** The id of the current or last process; 0 before the first start. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Sends SIGTERM without waiting. The process is not restarted. */
    public synchronized void requestStop() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the end of a process after {@link #requestStop}. Kills it after the timeout and returns false. */
    public boolean awaitExit(Duration timeout) throws InterruptedException {
        var last = lastProcess();
        if (last.isEmpty() || last.get().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        output.accept("%s did not stop within %d s and was killed".formatted(name(), timeout.toSeconds()));
        last.get().destroyForcibly().waitFor();
        return false;
    }

    private synchronized Optional<Process> lastProcess() {
        return Optional.ofNullable(process);
    }

    private synchronized void onExit(Process ended) {
        if (stopping) {
            return;
        }
        failures = backoff.failuresInARow(failures, Duration.between(startedAt, clock.instant()));
        var delay = backoff.delay(failures);
        output.accept("%s (pid %d) %s; restart in %d s (log: %s)"
                .formatted(name(), ended.pid(), exitCause(ended.exitValue()), delay.toSeconds(), spec.log()));
        timers.schedule(this::start, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String exitCause(int status) {
        return status > SIGNAL_EXIT_OFFSET
                ? "was killed by signal " + (status - SIGNAL_EXIT_OFFSET)
                : "exited with status " + status;
    }
}
