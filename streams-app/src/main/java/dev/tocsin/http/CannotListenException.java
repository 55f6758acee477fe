package dev.tocsin.http;

/** The server cannot listen on its address. The message has the reason and the remedy. */
final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
