package dev.tocsin.evaluator;

import java.time.Duration;

/**
 * The lag within which nine of ten records with samples arrive, as an estimate: each record that took longer raises it by
 * nine steps, each other record lowers it by one. Thread-safe.
 */
final class ArrivalLag {
    private static final long STEP_MILLIS = 2;
    private static final int RAISE = 9;
    /** Longer lags are those of samples that are sent again after an outage. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private volatile long millis;

    synchronized void observe(Duration lag) {
        if (lag.compareTo(LONGEST) < 0) {
            millis = Math.max(0, lag.toMillis() > millis ? millis + RAISE * STEP_MILLIS : millis - STEP_MILLIS);
        }
    }

    /** The lag, moved into the given bounds. */
    Duration within(Duration least, Duration most) {
        var lag = Duration.ofMillis(millis);
        return lag.compareTo(least) < 0 ? least : lag.compareTo(most) > 0 ? most : lag;
    }
}
