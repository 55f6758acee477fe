package dev.tocsin.kafka.registry;

/** The registry answered that it does not take a schema; somebody must mend that. */
final class SchemaRejectedException extends RuntimeException {
    SchemaRejectedException(String message) {
        super(message);
    }
}
