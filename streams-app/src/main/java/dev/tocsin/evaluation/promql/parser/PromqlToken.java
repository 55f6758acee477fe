package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.notation.GoQuote;

/**
 * A token.
 *
 * @param text the text as written
 * @param value the meaning: a string without quotes and escapes, a keyword in lower case
 */
record PromqlToken(TokenKind kind, String text, String value, Span span) {
    private static final int MAX_SHOWN_LENGTH = 10;

    boolean is(TokenKind other) {
        return kind == other;
    }

    boolean isWord(String word) {
        return (kind == TokenKind.KEYWORD || kind == TokenKind.PREPROCESSOR) && value.equals(word);
    }

    /** Whether it can be a metric name. Some keywords can. */
    boolean canBeMetric() {
        return Keywords.canBeMetric(this);
    }

    /** Whether it can be a label name where the grammar expects one. */
    boolean canBeLabel() {
        return Keywords.canBeLabel(this);
    }

    boolean isSign() {
        return kind == TokenKind.OPERATOR && (value.equals("+") || value.equals("-"));
    }

    /** The text in error messages: {@code identifier "foo"}, {@code <op:*>}, {@code end of input}. */
    String description() {
        return switch (kind) {
            case END -> kind.word();
            case IDENTIFIER, METRIC_IDENTIFIER -> kind.word() + " " + GoQuote.quote(text);
            case STRING, NUMBER, DURATION -> kind.word() + " " + shortened();
            case OPERATOR, REGEX_SIGN, AT, AGGREGATOR -> "<" + kind.word() + ":" + text + ">";
            case KEYWORD -> "<" + text + ">";
            default -> shortened();
        };
    }

    private String shortened() {
        if (text.length() <= MAX_SHOWN_LENGTH) {
            return GoQuote.quote(text);
        }
        var end = text.offsetByCodePoints(0, Math.min(MAX_SHOWN_LENGTH, text.codePointCount(0, text.length())));
        return GoQuote.quote(text.substring(0, end)) + "...";
    }
}
