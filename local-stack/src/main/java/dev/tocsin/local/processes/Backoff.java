package dev.tocsin.local.processes;

import java.time.Duration;

/**
 * Exponential backoff of restarts, up to {@code max}. It starts over for a child that has run for
 * {@code healthyAfter}.
 */
public record Backoff(Duration initial, Duration max, Duration healthyAfter) {
    public static final Backoff DEFAULT =
            new Backoff(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final int MAX_DOUBLINGS = 20;

    /** The number of consecutive failures, including this one. */
    int failuresInARow(int before, Duration runTime) {
        return runTime.compareTo(healthyAfter) >= 0 ? 1 : before + 1;
    }

    Duration delay(int failuresInARow) {
        var doubled = initial.multipliedBy(1L << Math.min(failuresInARow - 1, MAX_DOUBLINGS));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }
}
