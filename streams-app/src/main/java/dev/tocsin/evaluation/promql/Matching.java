package dev.tocsin.evaluation.promql;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The vector matching of a binary operator.
 *
 * @param isOn whether only {@code labels} must be equal; else all labels except {@code labels} and the metric name
 * @param include labels that the "many" side copies from the "one" side
 */
public record Matching(Cardinality cardinality, boolean isOn, List<String> labels, List<String> include, Fill fill) {
    /** The default: one-to-one, all labels must be equal. */
    public static final Matching ONE_TO_ONE =
            new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), Fill.NONE);

    public Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** The matching cardinality, left side first. */
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left} */
        MANY_TO_ONE,
        /** {@code group_right} */
        ONE_TO_MANY,
        /** The set operators. */
        MANY_TO_MANY
    }

    /** The values for elements that are missing on the left or on the right side. */
    public record Fill(OptionalDouble left, OptionalDouble right) {
        public static final Fill NONE = new Fill(OptionalDouble.empty(), OptionalDouble.empty());

        public boolean isNone() {
            return equals(NONE);
        }
    }

    public Matching withCardinality(Cardinality other) {
        return new Matching(other, isOn, labels, include, fill);
    }
}
