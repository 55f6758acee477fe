package dev.tocsin.kafka;

/** Kafka did not answer, or refused; it may be otherwise later. */
public final class KafkaUnreachableException extends RuntimeException {
    public KafkaUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
