package dev.tocsin.kafka;

/** Kafka did not answer, or refused; it may be otherwise later. */
public final class UnreachableException extends RuntimeException {
    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
