package dev.tocsin.local.broker;

/** The broker cannot start. The message says why and what to do. */
public final class BrokerStartException extends RuntimeException {
    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
