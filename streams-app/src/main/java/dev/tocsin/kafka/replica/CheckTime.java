package dev.tocsin.kafka.replica;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Limits the processor time of a check, so that a busy machine does not refuse a record that the other instances accept.
 * A check that waits instead of computing ends after ten times as long.
 *
 * @param cpuNanos processor time of a thread by its id, in nanoseconds; negative if the platform does not know it
 */
record CheckTime(Duration limit, LongUnaryOperator cpuNanos) {
    private static final int WALL_FACTOR = 10;
    private static final long POLL_MILLIS = 50;
    private static final long NOT_STARTED = -1;

    static CheckTime of(Duration limit) {
        var threads = ManagementFactory.getThreadMXBean();
        return new CheckTime(
                limit, threads.isThreadCpuTimeSupported() ? threads::getThreadCpuTime : thread -> NOT_STARTED);
    }

    /** Runs a check on one of the threads. @throws TimeoutException after the limit; the check is interrupted then */
    <T> T run(ExecutorService threads, Supplier<T> check)
            throws ExecutionException, InterruptedException, TimeoutException {
        var thread = new AtomicLong(NOT_STARTED);
        var start = new AtomicLong();
        var running = threads.submit(() -> {
            start.set(cpuNanos.applyAsLong(Thread.currentThread().getId()));
            thread.set(Thread.currentThread().getId());
            return check.get();
        });
        for (var waitedMillis = POLL_MILLIS; ; waitedMillis += POLL_MILLIS) {
            try {
                return running.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                if (isOver(thread.get(), start.get(), waitedMillis)) {
                    return last(running);
                }
            }
        }
    }

    private boolean isOver(long thread, long start, long waitedMillis) {
        var cpu = thread == NOT_STARTED ? 0 : cpuNanos.applyAsLong(thread) - start;
        return cpu >= limit.toNanos() || waitedMillis >= limit.toMillis() * WALL_FACTOR;
    }

    private static <T> T last(Future<T> running) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return running.get(0, TimeUnit.NANOSECONDS);
        } catch (TimeoutException over) {
            running.cancel(true);
            throw over;
        }
    }
}
