package dev.tocsin.sources.otlp;

import java.util.stream.LongStream;

/**
 * The times of {@code target_info} samples: at the newest point of a resource, and before it every 150 s, half of
 * Prometheus's default lookback, so that all points can be joined with one.
 */
final class TargetInfo {
    private static final long INTERVAL_MS = 150_000;
    private static final int MAX_SAMPLES = 50;

    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    void see(long timeMs) {
        earliest = Math.min(earliest, timeMs);
        latest = Math.max(latest, timeMs);
    }

    boolean hasTimes() {
        return latest != Long.MIN_VALUE;
    }

    /** The times in milliseconds, ascending. */
    LongStream times() {
        var steps = Math.min(MAX_SAMPLES - 1, (latest - earliest + INTERVAL_MS - 1) / INTERVAL_MS);
        return LongStream.rangeClosed(0, steps).map(step -> latest - (steps - step) * INTERVAL_MS);
    }
}
