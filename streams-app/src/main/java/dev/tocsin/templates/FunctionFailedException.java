package dev.tocsin.templates;

/** A function can not do what a template asks of it; the message says why. The template adds the place. */
public final class FunctionFailedException extends RuntimeException {
    public FunctionFailedException(String message) {
        super(message);
    }
}
