package dev.tocsin.templates;

/** A template could not be rendered; the message says in which one, where, at what, and why. */
public final class TemplateFailedException extends RuntimeException {
    private final String reason;

    TemplateFailedException(String name, String reason, Throwable cause) {
        super("error executing template %s: %s".formatted(name, reason), cause);
        this.reason = reason;
    }

    /** The message without "error executing template": Go's own words. */
    String reason() {
        return reason;
    }
}
