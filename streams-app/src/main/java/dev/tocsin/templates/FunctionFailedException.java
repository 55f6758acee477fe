package dev.tocsin.templates;

/** A template function failed. The template adds the position to the message. */
public final class FunctionFailedException extends RuntimeException {
    public FunctionFailedException(String message) {
        super(message);
    }
}
