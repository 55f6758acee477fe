package dev.tocsin.notifier;

import java.time.Duration;

/** Exponential backoff between attempts: 0.5 s, growth factor 1.5, at most 60 s, randomised by 50 %. */
final class Backoff {
    private static final double FIRST_MILLIS = 500;
    private static final double GROWTH = 1.5;
    private static final double MAX_MILLIS = 60_000;

    private Backoff() {}

    /**
     * The wait before the next attempt.
     *
     * @param failures number of failed attempts, from 1
     * @param chance random number from 0 (50 % of the nominal wait) to 1 (150 %)
     */
    static Duration afterFailures(int failures, double chance) {
        var nominal = Math.min(FIRST_MILLIS * Math.pow(GROWTH, failures - 1), MAX_MILLIS);
        return Duration.ofMillis(Math.round(nominal * (0.5 + chance)));
    }
}
