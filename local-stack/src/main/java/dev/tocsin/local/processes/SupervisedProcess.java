package dev.tocsin.local.processes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One child that is meant to live. What happens to it is told in sentences. */
public final class SupervisedProcess {
    /** What the operating system adds to the signal's number. */
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
            Consumer<String> say) {
        this.spec = spec;
        this.backoff = backoff;
        this.clock = clock;
        this.timers = timers;
        this.output = say;
    }

    public String name() {
        return spec.name();
    }

    /** To be run each time the child has been started again. */
    public synchronized void onRestart(Runnable action) {
        restartAction = action;
    }

    /** @throws IllegalStateException if there is no such program */
    public synchronized void start() {
        if (stopping) {
            return;
        }
        try {
            process = spec.start();
            startedAt = clock.instant();
            process.onExit().thenAccept(this::onExit);
            if (failures > 0) {
                output.accept("%s runs again: pid %d".formatted(name(), process.pid()));
                restartAction.run();
            }
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be started: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /** Of the process that runs now or ran last; 0 before the first. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Asks the child to stop (SIGTERM) and does not wait; it is not started again. */
    public synchronized void requestStop() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the end of a child that was asked to stop, and kills it when the time is over: then false. */
    public boolean awaitExit(Duration patience) throws InterruptedException {
        var last = lastProcess();
        if (last.isEmpty() || last.get().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        output.accept("%s did not stop within %d s: killed".formatted(name(), patience.toSeconds()));
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
        var pause = backoff.delay(failures);
        output.accept("%s (pid %d) %s; it starts again in %d s (its log: %s)"
                .formatted(name(), ended.pid(), exitCause(ended.exitValue()), pause.toSeconds(), spec.log()));
        timers.schedule(this::start, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String exitCause(int status) {
        return status > SIGNAL_EXIT_OFFSET
                ? "was killed by signal " + (status - SIGNAL_EXIT_OFFSET)
                : "ended with status " + status;
    }
}
