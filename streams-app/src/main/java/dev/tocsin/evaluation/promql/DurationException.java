package dev.tocsin.evaluation.promql;

/** A duration that depends on the query has no use in this one. The message begins with the place. */
public final class DurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Span span;

    DurationException(Span span, String message) {
        super("%d:%d: %s".formatted(span.start(), span.end(), message));
        this.span = span;
    }

    Span span() {
        return span;
    }
}
