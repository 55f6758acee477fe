package dev.tocsin.evaluation.promql;

import java.util.List;

/**
 * The grouping labels of an aggregation.
 *
 * @param isWithout whether elements are grouped by all labels except these
 */
public record Grouping(boolean isWithout, List<String> labels) {
    /** All elements in one group. */
    public static final Grouping SINGLE_GROUP = by(List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }

    public static Grouping by(List<String> labels) {
        return new Grouping(false, labels);
    }
}
