package dev.tocsin.kafka.copies;

/** The copy of a topic is missing or damaged. The message is for operators. */
public final class DamagedCopyException extends RuntimeException {
    DamagedCopyException(String message) {
        super(message);
    }
}
