package dev.tocsin.notification.routing;

/** The template of a route label cannot be rendered. */
final class RouteLabelException extends RuntimeException {
    RouteLabelException(String message) {
        super(message);
    }
}
