package dev.tocsin.notification.routing;

/** The template of a route label cannot be rendered. */
final class RouteLabelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RouteLabelException(String message) {
        super(message);
    }
}
