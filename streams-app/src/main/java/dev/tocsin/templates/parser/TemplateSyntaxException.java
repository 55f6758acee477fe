package dev.tocsin.templates.parser;

/** A template has a syntax error. The message contains its name, the line and the reason, as in Go. */
public final class TemplateSyntaxException extends RuntimeException {
    private final String reason;

    TemplateSyntaxException(String name, int line, String reason) {
        this(name, "template: %s:%d: %s".formatted(name, line, reason));
    }

    private TemplateSyntaxException(String name, String reason) {
        super("error parsing template %s: %s".formatted(name, reason));
        this.reason = reason;
    }

    /** Go's message, without the prefix "error parsing template". */
    public String reason() {
        return reason;
    }
}
