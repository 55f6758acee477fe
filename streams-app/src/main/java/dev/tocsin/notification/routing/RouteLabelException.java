package dev.tocsin.notification.routing;

/** A label can not be written; the message says why. */
final class RouteLabelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RouteLabelException(String message) {
        super(message);
    }
}
