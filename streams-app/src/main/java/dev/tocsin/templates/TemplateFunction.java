package dev.tocsin.templates;

/** A function that templates call by name. */
public record TemplateFunction(Signature signature, Body body) {
    /** What the function does. */
    @FunctionalInterface
    public interface Body {
        /** @throws FunctionFailedException if it can not be done with these arguments */
        Object call(Arguments arguments);
    }

    @Override
    public String toString() {
        return "func" + signature.fixed().size();
    }
}
