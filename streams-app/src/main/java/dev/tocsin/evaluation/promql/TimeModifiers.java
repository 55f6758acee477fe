package dev.tocsin.evaluation.promql;

/** When a selector looks: from {@code at}, earlier by {@code offset}. */
public record TimeModifiers(AtModifier at, DurationExpr offset) {
    /** Now. */
    public static final TimeModifiers NONE = new TimeModifiers(AtModifier.NONE, DurationExpr.NONE);

    public TimeModifiers withAt(AtModifier other) {
        return new TimeModifiers(other, offset);
    }

    public TimeModifiers withOffset(DurationExpr other) {
        return new TimeModifiers(at, other);
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
