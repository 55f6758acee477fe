package dev.tocsin.evaluation.promql;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the elements of two vectors find each other.
 *
 * @param isOn whether only {@code labels} must agree; else all but {@code labels} and the name must
 * @param include labels that the side of many takes over from the side of one
 */
public record Matching(Cardinality cardinality, boolean isOn, List<String> labels, List<String> include, Fill fill) {
    /** What holds where nothing is written: all labels must agree, one to one. */
    public static final Matching ONE_TO_ONE =
            new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), Fill.NONE);

    public Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** How many elements of either side may meet; as written, the left side first. */
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left} */
        MANY_TO_ONE,
        /** {@code group_right} */
        ONE_TO_MANY,
        /** The set operators. */
        MANY_TO_MANY
    }

    /** Values that stand in for partners that are missing on the left or on the right, as written. */
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
