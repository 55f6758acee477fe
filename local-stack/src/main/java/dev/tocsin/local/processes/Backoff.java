package dev.tocsin.local.processes;

import java.time.Duration;

/**
 * How long to wait before a child is started again: twice as long each time, up to a limit. A child that lived for
 * {@code healthyAfter} begins anew.
 */
public record Backoff(Duration initial, Duration max, Duration healthyAfter) {
    public static final Backoff DEFAULT =
            new Backoff(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final int MAX_DOUBLINGS = 20;

    /** The count of deaths in a row, this one included. */
    int failuresInARow(int before, Duration lived) {
        return lived.compareTo(healthyAfter) >= 0 ? 1 : before + 1;
    }

    Duration delay(int deathsInARow) {
        var doubled = initial.multipliedBy(1L << Math.min(deathsInARow - 1, MAX_DOUBLINGS));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }
}
