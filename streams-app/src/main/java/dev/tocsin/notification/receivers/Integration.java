package dev.tocsin.notification.receivers;

import java.time.Duration;

/** One configured integration of a receiver, such as an item of {@code webhook_configs}. */
public sealed interface Integration permits HttpIntegration, Email, KafkaTopic {
    /** The name of its kind in slots and metrics, such as {@code webhook}. */
    default String kind() {
        return settings().kind();
    }

    IntegrationSettings settings();

    /** Index among the receiver's integrations of this kind, from 0. */
    default int index() {
        return settings().index();
    }

    /** Whether resolved alerts are notified. */
    default boolean sendResolved() {
        return settings().sendResolved();
    }

    /** Timeout of one attempt; zero for the sender's default. */
    default Duration timeout() {
        return settings().timeout();
    }
}
