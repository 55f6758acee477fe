package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import java.time.Duration;

/**
 * What all ways of telling have in common.
 *
 * @param index counts the receiver's integrations of one kind, from 0
 * @param sendResolved whether it is told that an alert is over
 * @param timeout how long one attempt may take; zero for no limit of its own
 */
public record IntegrationSettings(int index, boolean sendResolved, Duration timeout, HttpConfig http) {
    /** With every setting at its default. */
    public static final IntegrationSettings DEFAULT =
            new IntegrationSettings(0, true, Duration.ZERO, HttpConfig.DEFAULT);

    public IntegrationSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is %s, but must be 0 (none) or longer".formatted(timeout));
        }
    }

    IntegrationSettings with(HttpConfig other) {
        return new IntegrationSettings(index, sendResolved, timeout, other);
    }
}
