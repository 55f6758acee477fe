package dev.tocsin.notification.receivers;

import java.time.Duration;

/** One way to tell a receiver. */
public sealed interface Integration permits Webhook {
    /** As it stands in slots and metrics. */
    String kind();

    /** Counts the receiver's integrations of this kind, from 0. */
    int index();

    /** Whether it is told that an alert is over. */
    boolean sendResolved();

    /** How long one attempt may take; zero for no limit of its own. */
    Duration timeout();
}
