package dev.tocsin.http;

/** The door can not be opened at its address. The message says why and what to do. */
final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
