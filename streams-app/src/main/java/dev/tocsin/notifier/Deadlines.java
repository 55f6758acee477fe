package dev.tocsin.notifier;

import java.time.Duration;

/** How long a flush may take: until the next one is due, but ten seconds at least, as in Alertmanager. */
final class Deadlines {
    private static final Duration LEAST = Duration.ofSeconds(10);

    private Deadlines() {}

    static Duration of(Duration groupInterval) {
        return groupInterval.compareTo(LEAST) < 0 ? LEAST : groupInterval;
    }
}
