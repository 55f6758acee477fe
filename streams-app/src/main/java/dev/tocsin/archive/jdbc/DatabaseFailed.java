package dev.tocsin.archive.jdbc;

/** A database can not be read; the message says which, why, and what to do. */
public final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
