package dev.tocsin.templates.parser;

/** A text is no template; the message says in which one, in which line, and what is wrong there. */
public final class TemplateSyntaxException extends RuntimeException {
    private final String reason;

    TemplateSyntaxException(String name, int line, String reason) {
        this(name, "template: %s:%d: %s".formatted(name, line, reason));
    }

    private TemplateSyntaxException(String name, String reason) {
        super("error parsing template %s: %s".formatted(name, reason));
        this.reason = reason;
    }

    /** The message without "error parsing template": Go's own words. */
    public String reason() {
        return reason;
    }
}
