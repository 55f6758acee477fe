package dev.tocsin.kafka.registry;

/** The registry rejected a schema. Retrying does not help; a person must correct it. */
final class SchemaRejectedException extends RuntimeException {
    SchemaRejectedException(String message) {
        super(message);
    }
}
