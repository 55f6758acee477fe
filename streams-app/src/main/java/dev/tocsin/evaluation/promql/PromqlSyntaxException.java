package dev.tocsin.evaluation.promql;

import java.nio.charset.StandardCharsets;

/** A text is not valid PromQL. The message is Prometheus's: {@code <line>:<column>: parse error: <reason>}. */
public final class PromqlSyntaxException extends IllegalArgumentException {
    private final transient Span span;
    private final String reason;

    public PromqlSyntaxException(String text, Span span, String reason) {
        super(position(text.getBytes(StandardCharsets.UTF_8), span.start()) + ": parse error: " + reason);
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

    private static String position(byte[] text, int offset) {
        var line = 1;
        var lineBreak = -1;
        for (var i = 0; i < Math.min(offset, text.length); i++) {
            if (text[i] == '\n') {
                line++;
                lineBreak = i;
            }
        }
        return line + ":" + (offset - lineBreak);
    }
}
