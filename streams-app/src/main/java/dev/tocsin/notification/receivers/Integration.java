package dev.tocsin.notification.receivers;

import java.time.Duration;

/** One way to tell a receiver. */
public sealed interface Integration permits HttpIntegration, Email, KafkaTopic {
    /** As it stands in slots and metrics. */
    String kind();

    IntegrationSettings settings();

    /** Counts the receiver's integrations of this kind, from 0. */
    default int index() {
        return settings().index();
    }

    /** Whether it is told that an alert is over. */
    default boolean sendResolved() {
        return settings().sendResolved();
    }

    /** How long one attempt may take; zero for no limit of its own. */
    default Duration timeout() {
        return settings().timeout();
    }
}
