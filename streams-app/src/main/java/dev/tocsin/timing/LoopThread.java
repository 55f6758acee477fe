package dev.tocsin.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loop on a daemon thread. After {@link #close} further tasks are dropped. */
public final class LoopThread implements WallClockLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor thread;

    /** @param nanoTime a monotonic clock in nanoseconds */
    public LoopThread(String name, InstantSource clock, LongSupplier nanoTime) {
        this.name = name;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = new ScheduledThreadPoolExecutor(1, Threads.daemon(name));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().addKeyValue("loop", name).log("Dropped a task of a closed loop");
        }
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        try {
            var alarm = thread.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** Waits at most 5 seconds for the running task and drops the others. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                OutOfMemory.endProcess(e);
                LOG.atError().addKeyValue("loop", name).setCause(e).log("A task of a loop failed; the loop continues");
            }
        };
    }
}
