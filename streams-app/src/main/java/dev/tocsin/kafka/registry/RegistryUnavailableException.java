package dev.tocsin.kafka.registry;

/** The registry did not answer, or answered that it can not now; it may be otherwise later. */
public final class RegistryUnavailableException extends RuntimeException {
    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
