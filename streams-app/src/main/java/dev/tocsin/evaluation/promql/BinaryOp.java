package dev.tocsin.evaluation.promql;

import java.util.Arrays;

/** The operators between two operands, with how tightly they bind. */
public enum BinaryOp {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    /** Keeps of a histogram what was observed below a value. */
    TRIM_UPPER("</", 3),
    /** Keeps of a histogram what was observed above a value. */
    TRIM_LOWER(">/", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    ATAN2("atan2", 5),
    POWER("^", 6);

    private final String text;
    private final int precedence;

    BinaryOp(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    /** @throws IllegalStateException if that is no operator: the lexer knows them all */
    public static BinaryOp parse(String text) {
        return Arrays.stream(values())
                .filter(op -> op.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no binary operator: " + text));
    }

    public boolean isSet() {
        return this == OR || this == AND || this == UNLESS;
    }

    public boolean isTrim() {
        return this == TRIM_UPPER || this == TRIM_LOWER;
    }

    public boolean isComparison() {
        return precedence == 3 && !isTrim();
    }

    public boolean isArithmetic() {
        return precedence >= 4;
    }

    public int precedence() {
        return precedence;
    }

    public boolean isRightAssociative() {
        return this == POWER;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
