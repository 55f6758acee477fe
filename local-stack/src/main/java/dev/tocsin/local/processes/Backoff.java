package dev.tocsin.local.processes;

import java.time.Duration;

/**
 * How long to wait before a child is started again: twice as long each time, up to a limit. A child that lived for
 * {@code healthyAfter} begins anew.
 */
public record Backoff(Duration first, Duration most, Duration healthyAfter) {
    public static final Backoff USUAL =
            new Backoff(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final int DOUBLINGS = 20;

    /** The count of deaths in a row, this one included. */
    int deathsInARow(int before, Duration lived) {
        return lived.compareTo(healthyAfter) >= 0 ? 1 : before + 1;
    }

    Duration pause(int deathsInARow) {
        var doubled = first.multipliedBy(1L << Math.min(deathsInARow - 1, DOUBLINGS));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
