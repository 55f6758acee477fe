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
public final class Supervised {
    /** What the operating system adds to the signal's number. */
    private static final int KILLED_BY = 128;

    private final ChildSpec spec;
    private final Backoff backoff;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Consumer<String> say;

    private Runnable restarted = () -> {};
    private Process process;
    private Instant startedAt;
    private int deaths;
    private boolean stopping;

    public Supervised(
            ChildSpec spec,
            Backoff backoff,
            InstantSource clock,
            ScheduledExecutorService timers,
            Consumer<String> say) {
        this.spec = spec;
        this.backoff = backoff;
        this.clock = clock;
        this.timers = timers;
        this.say = say;
    }

    public String name() {
        return spec.name();
    }

    /** To be run each time the child has been started again. */
    public synchronized void onRestart(Runnable action) {
        restarted = action;
    }

    /** @throws IllegalStateException if there is no such program */
    public synchronized void start() {
        if (stopping) {
            return;
        }
        try {
            process = spec.start();
            startedAt = clock.instant();
            process.onExit().thenAccept(this::ended);
            if (deaths > 0) {
                say.accept("%s runs again: pid %d".formatted(name(), process.pid()));
                restarted.run();
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
    public synchronized void askToStop() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the end of a child that was asked to stop, and kills it when the time is over: then false. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        var last = last();
        if (last.isEmpty() || last.get().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        say.accept("%s did not stop within %d s: killed".formatted(name(), patience.toSeconds()));
        last.get().destroyForcibly().waitFor();
        return false;
    }

    private synchronized Optional<Process> last() {
        return Optional.ofNullable(process);
    }

    private synchronized void ended(Process ended) {
        if (stopping) {
            return;
        }
        deaths = backoff.deathsInARow(deaths, Duration.between(startedAt, clock.instant()));
        var pause = backoff.pause(deaths);
        say.accept("%s (pid %d) %s; it starts again in %d s (its log: %s)"
                .formatted(name(), ended.pid(), cause(ended.exitValue()), pause.toSeconds(), spec.log()));
        timers.schedule(this::start, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String cause(int status) {
        return status > KILLED_BY ? "was killed by signal " + (status - KILLED_BY) : "ended with status " + status;
    }
}
