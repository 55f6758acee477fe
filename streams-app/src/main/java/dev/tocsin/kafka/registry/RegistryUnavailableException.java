package dev.tocsin.kafka.registry;

/** The registry did not answer, or answered with a temporary error. */
public final class RegistryUnavailableException extends RuntimeException {
    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
