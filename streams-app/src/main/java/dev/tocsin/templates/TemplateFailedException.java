package dev.tocsin.templates;

/** Rendering a template failed. The message contains its name, the position and the reason, as in Go. */
public final class TemplateFailedException extends RuntimeException {
    TemplateFailedException(String name, String reason, Throwable cause) {
        super("error executing template %s: %s".formatted(name, reason), cause);
    }
}
