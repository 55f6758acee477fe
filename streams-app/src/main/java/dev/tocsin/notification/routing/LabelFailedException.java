package dev.tocsin.notification.routing;

/** A label can not be written; the message says why. */
final class LabelFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabelFailedException(String message) {
        super(message);
    }
}
