package dev.tocsin.http;

/** The server cannot listen on its address. The message has the reason and the remedy. */
final class CannotListenException extends RuntimeException {
    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
