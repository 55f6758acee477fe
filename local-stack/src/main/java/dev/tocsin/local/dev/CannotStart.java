package dev.tocsin.local.dev;

/** The cluster cannot be started; the message is a sentence that says why and what to do. */
final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }
}
