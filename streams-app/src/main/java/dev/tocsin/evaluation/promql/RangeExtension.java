package dev.tocsin.evaluation.promql;

/** How a selector looks beyond the edges of its window. */
public enum RangeExtension {
    NONE(""),
    ANCHORED("anchored"),
    SMOOTHED("smoothed");

    private final String text;

    RangeExtension(String text) {
        this.text = text;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
