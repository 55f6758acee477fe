package dev.tocsin.kafka.registry;

/** The registry did not answer, or answered that it can not now; it may be otherwise later. */
public final class RegistryAway extends RuntimeException {
    RegistryAway(String message, Throwable cause) {
        super(message, cause);
    }
}
