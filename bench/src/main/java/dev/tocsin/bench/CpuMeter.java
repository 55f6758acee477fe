package dev.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Measures CPU time and allocation of the current thread in several rounds. */
final class CpuMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int ROUNDS = 5;
    private static final long WARM_UP_NANOS = 200_000_000;
    private static final long ROUND_NANOS = 40_000_000;
    private static final long LONG_ROUND_NANOS = 300_000_000;

    private CpuMeter() {}

    /** Runs the work until it is compiled. @return the number of executions in one round */
    static long warmUp(Runnable work) {
        return warmUp(work, WARM_UP_NANOS, ROUND_NANOS);
    }

    private static long warmUp(Runnable work, long nanos, long round) {
        var start = THREADS.getCurrentThreadCpuTime();
        var times = 0L;
        var spent = 0L;
        while (spent < nanos) {
            work.run();
            times++;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        }
        return Math.max(1, times * round / spent);
    }

    /** The median cost in this thread, without garbage collection. */
    static Cost ofThread(Runnable work) {
        var times = warmUp(work);
        var nanos = new double[ROUNDS];
        var bytes = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            var before = THREADS.getCurrentThreadCpuTime();
            for (var i = 0L; i < times; i++) {
                work.run();
            }
            nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - before) / times;
            bytes[round] = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / times;
        }
        return new Cost(median(nanos), median(bytes));
    }

    /** The median cost in this process, including garbage collection and compilation. */
    static Cost ofProcess(Runnable work) {
        var times = warmUp(work, 4 * LONG_ROUND_NANOS, LONG_ROUND_NANOS);
        var nanos = new double[ROUNDS];
        var bytes = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            var before = PROCESS.getProcessCpuTime();
            for (var i = 0L; i < times; i++) {
                work.run();
            }
            nanos[round] = (double) (PROCESS.getProcessCpuTime() - before) / times;
            bytes[round] = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / times;
        }
        return new Cost(median(nanos), median(bytes));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
