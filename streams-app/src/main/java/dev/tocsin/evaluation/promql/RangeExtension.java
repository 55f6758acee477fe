package dev.tocsin.evaluation.promql;

/** The modifier of a selector that adds samples at the edges of its range. */
public enum RangeExtension {
    NONE(""),
    ANCHORED("anchored"),
    SMOOTHED("smoothed");

    private final String text;

    RangeExtension(String text) {
        this.text = text;
    }

    /** The modifier as written in a query. */
    @Override
    public String toString() {
        return text;
    }
}
