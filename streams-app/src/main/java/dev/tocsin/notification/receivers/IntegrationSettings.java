package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import java.time.Duration;

/**
 * Settings that all integrations have.
 *
 * @param kind such as {@code webhook}
 * @param index among the receiver's integrations of one kind, from 0
 * @param sendResolved whether resolved alerts are notified
 * @param timeout of one attempt; zero for the sender's default
 */
record IntegrationSettings(String kind, int index, boolean sendResolved, Duration timeout, HttpConfig http) {
    IntegrationSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is %s, but must be 0 (none) or longer".formatted(timeout));
        }
    }

    IntegrationSettings withTimeout(Duration other) {
        return new IntegrationSettings(kind, index, sendResolved, other, http);
    }

    IntegrationSettings with(HttpConfig other) {
        return new IntegrationSettings(kind, index, sendResolved, timeout, other);
    }
}
