package dev.tocsin.sources.mapping;

/** A condition on records, such as {@code $.status == "PAID" and $.amount > 0}. */
public final class FilterExpression {
    private final String text;
    private final Condition condition;

    private FilterExpression(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /** A parsed condition. */
    interface Condition {
        boolean test(MappedRecord record);
    }

    /** @throws IllegalArgumentException with the position of the first error */
    public static FilterExpression parse(String text) {
        return new FilterExpression(text, new FilterParser(text).parse());
    }

    boolean test(MappedRecord record) {
        return condition.test(record);
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
