package dev.tocsin.evaluation.promql;

/** How a selector looks beyond the edges of its window. */
public enum Extension {
    NONE(""),
    ANCHORED("anchored"),
    SMOOTHED("smoothed");

    private final String text;

    Extension(String text) {
        this.text = text;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
