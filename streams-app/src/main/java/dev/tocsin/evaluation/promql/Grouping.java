package dev.tocsin.evaluation.promql;

import java.util.List;

/** Which elements an aggregation puts together: those that agree in these labels, or in all but these. */
public record Grouping(boolean isWithout, List<String> labels) {
    /** All in one group. */
    public static final Grouping SINGLE_GROUP = by(List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }

    public static Grouping by(List<String> labels) {
        return new Grouping(false, labels);
    }

    static Grouping without(List<String> labels) {
        return new Grouping(true, labels);
    }
}
