package dev.tocsin.evaluation.promql;

/**
 * A duration expression has no valid value in this query. The message starts with the position,
 * {@code <start>:<end>:}, in bytes.
 */
public final class DurationException extends RuntimeException {
    DurationException(Span span, String message) {
        super("%d:%d: %s".formatted(span.start(), span.end(), message));
    }
}
