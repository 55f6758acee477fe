package dev.tocsin.evaluation.promql;

import java.util.Arrays;

/** The binary operators and their precedence. */
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
    /** Removes the observations above a value from a native histogram. */
    TRIM_UPPER("</", 3),
    /** Removes the observations below a value from a native histogram. */
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

    /** @throws IllegalStateException for any other text; the lexer passes only binary operators */
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

    /** The operator as written in a query. */
    @Override
    public String toString() {
        return text;
    }
}
