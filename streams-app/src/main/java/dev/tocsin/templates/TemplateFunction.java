package dev.tocsin.templates;

/** A function that templates can call. */
public record TemplateFunction(Signature signature, Body body) {
    /** The implementation of a function. */
    @FunctionalInterface
    public interface Body {
        /** @throws FunctionFailedException if the function fails for these arguments */
        Object call(Arguments arguments);
    }

    @Override
    public String toString() {
        return "func" + signature.fixed().size();
    }
}
