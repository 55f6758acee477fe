package dev.tocsin.kafka;

/** Kafka did not answer, or refused a request. A later attempt may succeed. */
public final class KafkaUnreachableException extends RuntimeException {
    public KafkaUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
