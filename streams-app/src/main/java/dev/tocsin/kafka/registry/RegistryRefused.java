package dev.tocsin.kafka.registry;

/** The registry answered that it does not take a schema; somebody must mend that. */
final class RegistryRefused extends RuntimeException {
    RegistryRefused(String message) {
        super(message);
    }
}
