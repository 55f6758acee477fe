package dev.tocsin.evaluation.promql;

/** A sign in front of an operand. */
public enum Sign {
    PLUS("+"),
    MINUS("-");

    private final String text;

    Sign(String text) {
        this.text = text;
    }

    public double apply(double value) {
        return this == MINUS ? -value : value;
    }

    @Override
    public String toString() {
        return text;
    }
}
