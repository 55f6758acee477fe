package dev.tocsin.templates;

/** Rendering a template failed. The message contains its name, the position and the reason, as in Go. */
public final class TemplateFailedException extends RuntimeException {
    private final String reason;

    TemplateFailedException(String name, String reason, Throwable cause) {
        super("error executing template %s: %s".formatted(name, reason), cause);
        this.reason = reason;
    }

    /** Go's message, without the prefix "error executing template". */
    String reason() {
        return reason;
    }
}
