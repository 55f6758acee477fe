package dev.tocsin.app;

import dev.tocsin.timing.OutOfMemory;
import dev.tocsin.timing.Threads;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a process that does little but collect garbage. A heap that is nearly full may not cause an
 * {@link OutOfMemoryError} for minutes, while nothing is answered.
 */
final class GcWatchdog {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final double MAX_GC_SHARE = 0.9;
    private static final double MIN_HEAP_SHARE = 0.9;
    private static final int MAX_CHECKS = 6;

    private long lastGcMillis;
    private int overloaded;

    private GcWatchdog() {}

    /** Ends the process after an uncaught OutOfMemoryError, and if it spends its time on garbage collection. */
    static void start() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            OutOfMemory.endProcess(error);
            System.err.println("Thread " + thread.getName() + " failed");
            error.printStackTrace();
        });
        Threads.daemon("gc-watchdog").newThread(new GcWatchdog()::run).start();
    }

    static GcWatchdog forTest() {
        return new GcWatchdog();
    }

    private void run() {
        lastGcMillis = gcMillis();
        while (true) {
            var startedAt = System.nanoTime();
            LockSupport.parkNanos(INTERVAL.toNanos());
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            var passed =
                    Math.max(1, Duration.ofNanos(System.nanoTime() - startedAt).toMillis());
            if (isExhausted(gcMillis(), passed, (double) heap.getUsed() / heap.getMax())) {
                OutOfMemory.halt("nearly all of its time went into garbage collection for half a minute");
            }
        }
    }

    /**
     * Whether the heap was nearly full, and nearly all of the time was garbage collection, for several checks in a row.
     *
     * @param gcMillis time of all pauses for collections since the start of the process
     * @param passedMillis time since the last check
     * @param heapShare the share of the heap that is in use
     */
    boolean isExhausted(long gcMillis, long passedMillis, double heapShare) {
        var share = (double) (gcMillis - lastGcMillis) / passedMillis;
        lastGcMillis = gcMillis;
        overloaded = share > MAX_GC_SHARE && heapShare > MIN_HEAP_SHARE ? overloaded + 1 : 0;
        return overloaded >= MAX_CHECKS;
    }

    /** Whether threads stand still while a collector works: its times are pauses. */
    static boolean stopsThreads(String collector) {
        return !collector.contains("Concurrent") && !collector.endsWith("Cycles");
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> stopsThreads(collector.getName()))
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
    }
}
