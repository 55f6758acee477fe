package dev.tocsin.notification.receivers;

import java.time.Duration;

/** How long to wait between attempts: half a second, each time half as long again, up to a minute; randomised by half. */
public final class Backoff {
    private static final double FIRST_MILLIS = 500;
    private static final double GROWTH = 1.5;
    private static final double MAX_MILLIS = 60_000;

    private Backoff() {}

    /**
     * @param failures how many attempts have failed, from 1
     * @param chance from 0 (half the nominal wait) to 1 (half as long again); random, so that senders do not march in step
     */
    public static Duration afterFailures(int failures, double chance) {
        var nominal = Math.min(FIRST_MILLIS * Math.pow(GROWTH, failures - 1), MAX_MILLIS);
        return Duration.ofMillis(Math.round(nominal * (0.5 + chance)));
    }
}
