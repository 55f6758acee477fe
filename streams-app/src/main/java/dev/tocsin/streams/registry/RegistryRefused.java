package dev.tocsin.streams.registry;

/** The registry answered that it does not take a schema; somebody must mend that. */
public final class RegistryRefused extends RuntimeException {
    RegistryRefused(String message) {
        super(message);
    }
}
