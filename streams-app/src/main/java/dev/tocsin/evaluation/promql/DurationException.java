package dev.tocsin.evaluation.promql;

/**
 * A duration expression has no valid value in this query. The message starts with the position,
 * {@code <start>:<end>:}, in bytes.
 */
public final class DurationException extends RuntimeException {
    private final transient Span span;

    DurationException(Span span, String message) {
        super("%d:%d: %s".formatted(span.start(), span.end(), message));
        this.span = span;
    }

    Span span() {
        return span;
    }
}
