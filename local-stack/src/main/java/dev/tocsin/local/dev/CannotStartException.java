package dev.tocsin.local.dev;

/** The cluster cannot be started. The message says why and what to do. */
final class CannotStartException extends RuntimeException {
    CannotStartException(String message) {
        super(message);
    }
}
