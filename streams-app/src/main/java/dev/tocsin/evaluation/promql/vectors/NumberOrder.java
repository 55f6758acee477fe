package dev.tocsin.evaluation.promql.vectors;

import java.util.Comparator;

/** The orders of {@code sort}, {@code topk} and their variants. */
public final class NumberOrder {
    /** NaN is last. */
    public static final Comparator<Double> ASCENDING = Comparator.<Double, Boolean>comparing(value -> value.isNaN())
            .thenComparing(value -> value.isNaN() ? 0.0 : value + 0.0);

    /** NaN is last. */
    public static final Comparator<Double> DESCENDING = Comparator.<Double, Boolean>comparing(value -> value.isNaN())
            .thenComparing(value -> value.isNaN() ? 0.0 : 0.0 - value);

    private NumberOrder() {}
}
