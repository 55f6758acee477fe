package dev.tocsin.evaluation.promql;

/** The {@code @} and {@code offset} modifiers of a selector or subquery. The offset is subtracted. */
public record TimeModifiers(AtModifier at, DurationExpr offset) {
    /** The evaluation time. */
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

    /** The modifiers as written in a query, each with a leading space. */
    @Override
    public String toString() {
        return at.toString() + offsetText();
    }

    String offsetText() {
        return hasOffset() ? " offset " + offset : "";
    }
}
