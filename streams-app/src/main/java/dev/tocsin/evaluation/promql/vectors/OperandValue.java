package dev.tocsin.evaluation.promql.vectors;

/** The value of an expression at all steps. */
public sealed interface OperandValue permits OperandValue.Scalars, OperandValue.Text, InstantVector, RangeVector {
    /** A scalar: one number per step. */
    record Scalars(double[] values) implements OperandValue {}

    record Text(String text) implements OperandValue {}

    /** Counts the samples of this operand, at a number of steps, as held. */
    default void hold(SampleBudget.Usage samples, int steps) {
        samples.hold(1, steps);
    }

    /** Counts the buckets of histograms, unless they are those of the store. */
    default void holdHistograms(SampleBudget.Usage samples) {}

    /** Casts this operand. The parser has checked the type, as for the methods below. */
    default InstantVector instantVector() {
        return (InstantVector) this;
    }

    default double[] scalars() {
        return ((Scalars) this).values();
    }

    default RangeVector rangeVector() {
        return (RangeVector) this;
    }

    default String text() {
        return ((Text) this).text();
    }
}
