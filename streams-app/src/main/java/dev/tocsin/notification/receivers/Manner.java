package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpSettings;
import java.time.Duration;

/**
 * What all ways of telling have in common.
 *
 * @param index counts the receiver's integrations of one kind, from 0
 * @param sendResolved whether it is told that an alert is over
 * @param timeout how long one attempt may take; zero for no limit of its own
 */
public record Manner(int index, boolean sendResolved, Duration timeout, HttpSettings http) {
    /** With every setting at its default. */
    public static final Manner USUAL = new Manner(0, true, Duration.ZERO, HttpSettings.DEFAULT);

    public Manner {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is %s, but must be 0 (none) or longer".formatted(timeout));
        }
    }

    Manner with(HttpSettings other) {
        return new Manner(index, sendResolved, timeout, other);
    }
}
