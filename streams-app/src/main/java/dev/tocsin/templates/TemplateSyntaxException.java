package dev.tocsin.templates;

/** A template has a syntax error. The message contains its name, the line and the reason, as in Go. */
public final class TemplateSyntaxException extends RuntimeException {
    private final String reason;

    TemplateSyntaxException(String name, int line, String reason) {
        super("error parsing template %1$s: template: %1$s:%2$d: %3$s".formatted(name, line, reason));
        this.reason = "template: %s:%d: %s".formatted(name, line, reason);
    }

    /** Go's message, without the prefix "error parsing template". */
    public String reason() {
        return reason;
    }
}
