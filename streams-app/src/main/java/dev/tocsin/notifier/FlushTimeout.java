package dev.tocsin.notifier;

import java.time.Duration;

/** How long a flush may take: until the next one is due, but ten seconds at least, as in Alertmanager. */
final class FlushTimeout {
    private static final Duration MINIMUM = Duration.ofSeconds(10);

    private FlushTimeout() {}

    static Duration of(Duration groupInterval) {
        return groupInterval.compareTo(MINIMUM) < 0 ? MINIMUM : groupInterval;
    }
}
