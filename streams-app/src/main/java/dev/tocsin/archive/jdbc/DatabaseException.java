package dev.tocsin.archive.jdbc;

/** A database can not be read; the message says which, why, and what to do. */
public final class DatabaseException extends RuntimeException {
    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
