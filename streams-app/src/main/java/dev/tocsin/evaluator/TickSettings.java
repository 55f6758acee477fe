package dev.tocsin.evaluator;

import java.time.Duration;

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
}
