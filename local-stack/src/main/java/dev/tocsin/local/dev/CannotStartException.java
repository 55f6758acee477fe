package dev.tocsin.local.dev;

/** The cluster cannot be started; the message is a sentence that says why and what to do. */
final class CannotStartException extends RuntimeException {
    CannotStartException(String message) {
        super(message);
    }
}
