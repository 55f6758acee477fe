package dev.tocsin.evaluation.promql.vectors;

/** What a part of an expression comes to, at all steps. */
public sealed interface Operand permits Operand.Scalars, Operand.Words, Rows, Windows {
    /** A number at every step. */
    record Scalars(double[] values) implements Operand {}

    record Words(String text) implements Operand {}

    /** The operand as what the types, which have been checked, say that it is. */
    default Rows rows() {
        return (Rows) this;
    }

    default double[] scalars() {
        return ((Scalars) this).values();
    }

    default Windows windows() {
        return (Windows) this;
    }

    default String text() {
        return ((Words) this).text();
    }
}
