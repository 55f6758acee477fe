package dev.tocsin.evaluation.promql;

/** A text is not valid PromQL. The message is Prometheus's: {@code <line>:<column>: parse error: <reason>}. */
public final class PromqlSyntaxException extends IllegalArgumentException {
    private final transient Span span;
    private final String reason;

    public PromqlSyntaxException(String text, Span span, String reason) {
        super(span.position(text) + ": parse error: " + reason);
        this.span = span;
        this.reason = reason;
    }

    public Span span() {
        return span;
    }

    /** The message without the position. */
    public String reason() {
        return reason;
    }
}
