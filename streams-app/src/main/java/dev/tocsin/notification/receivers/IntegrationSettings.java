package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import java.time.Duration;

/**
 * Settings that all integrations have.
 *
 * @param index among the receiver's integrations of one kind, from 0
 * @param sendResolved whether resolved alerts are notified
 * @param timeout of one attempt; zero for the sender's default
 */
record IntegrationSettings(int index, boolean sendResolved, Duration timeout, HttpConfig http) {
    static final IntegrationSettings DEFAULT = new IntegrationSettings(0, true, Duration.ZERO, HttpConfig.DEFAULT);

    IntegrationSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is %s, but must be 0 (none) or longer".formatted(timeout));
        }
    }

    IntegrationSettings with(HttpConfig other) {
        return new IntegrationSettings(index, sendResolved, timeout, other);
    }
}
