package dev.tocsin.archive.jdbc;

/** A database can not be read; the message says which, why, and what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
