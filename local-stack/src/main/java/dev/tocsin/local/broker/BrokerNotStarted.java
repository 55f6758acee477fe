package dev.tocsin.local.broker;

/** The broker cannot start here; the message is a sentence that says why and what to do. */
public final class BrokerNotStarted extends RuntimeException {
    BrokerNotStarted(String message) {
        super(message);
    }

    BrokerNotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}
