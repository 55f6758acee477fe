package dev.tocsin.archive.jdbc;

/** A database cannot be read. The message says which one, why, and what to do. */
public final class DatabaseException extends RuntimeException {
    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
