package dev.tocsin.evaluation.promql.vectors;

import java.util.Comparator;

/** The orders of {@code sort}, {@code topk} and their variants. */
public final class NumberOrder {
    /** NaN is last. The addition makes -0 equal to 0. */
    public static final Comparator<Double> ASCENDING = Comparator.comparing(value -> value + 0.0);

    /** NaN is last. */
    public static final Comparator<Double> DESCENDING = Comparator.comparing(value -> 0.0 - value);

    private NumberOrder() {}
}
