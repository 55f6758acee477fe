package dev.tocsin.evaluation.promql.vectors;

/** What a part of an expression comes to, at all steps. */
public sealed interface OperandValue permits OperandValue.Scalars, OperandValue.Text, InstantVector, RangeVector {
    /** A number at every step. */
    record Scalars(double[] values) implements OperandValue {}

    record Text(String text) implements OperandValue {}

    /** The operand as what the types, which have been checked, say that it is. */
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
