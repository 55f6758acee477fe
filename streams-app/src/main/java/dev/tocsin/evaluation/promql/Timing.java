package dev.tocsin.evaluation.promql;

/** When a selector looks: from {@code at}, earlier by {@code offset}. */
public record Timing(At at, DurationExpr offset) {
    /** Now. */
    public static final Timing PLAIN = new Timing(At.EVALUATION, DurationExpr.NONE);

    public Timing withAt(At other) {
        return new Timing(other, offset);
    }

    public Timing withOffset(DurationExpr other) {
        return new Timing(at, other);
    }

    public boolean hasOffset() {
        return !(offset instanceof DurationExpr.Literal literal && literal.seconds() == 0);
    }

    /** {@code @ 12.000 offset 5m}, each with a blank before it, or nothing. */
    @Override
    public String toString() {
        return at.toString() + offsetText();
    }

    String offsetText() {
        return hasOffset() ? " offset " + offset : "";
    }
}
