package dev.tocsin.evaluator;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Settings of ticks.
 *
 * @param interval time between two tick markers
 * @param minDelay least time from a tick to its markers
 * @param maxDelay longest time from a tick to its markers
 * @param catchUp ticks that were missed because the samples topic could not be reached are evaluated later, unless they are
 *     older than this
 */
public record TickSettings(Duration interval, Duration minDelay, Duration maxDelay, Duration catchUp) {
    public static final TickSettings DEFAULTS =
            new TickSettings(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(10));

    /**
     * The time between two tick markers: {@link #interval}, or the shortest interval of a group if that is shorter, but not
     * less than {@link Limit#TICK_INTERVAL}.
     */
    Duration intervalFor(Stream<Duration> groups) {
        var shortest = groups.min(Duration::compareTo).orElse(interval);
        var least = Limit.TICK_INTERVAL.duration();
        var bounded = shortest.compareTo(least) < 0 ? least : shortest;
        return bounded.compareTo(interval) < 0 ? bounded : interval;
    }
}
