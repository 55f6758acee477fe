package dev.tocsin.evaluation.promql.vectors;

/** The value of an expression at all steps. */
public sealed interface OperandValue permits OperandValue.Scalars, OperandValue.Text, InstantVector, RangeVector {
    /** A scalar: one number per step. */
    record Scalars(double[] values) implements OperandValue {}

    record Text(String text) implements OperandValue {}

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
