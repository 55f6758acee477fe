package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Span;
import java.util.function.IntPredicate;

/** Reads a text code point by code point and remembers the start of the current token. */
final class CharacterScanner {
    /** The result of {@link #peek} after the last character. */
    static final int END = -1;

    private final int[] points;
    private final int[] offsets;
    private int start;
    private int position;

    CharacterScanner(String text) {
        points = text.codePoints().toArray();
        offsets = new int[points.length + 1];
        for (var i = 0; i < points.length; i++) {
            offsets[i + 1] = offsets[i] + bytesOf(points[i]);
        }
    }

    /** Whether a code point is not a surrogate. An unpaired surrogate represents a byte that is not UTF-8. */
    static boolean isUnicode(int point) {
        return point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE;
    }

    static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }

    static boolean isLetter(int point) {
        return point == '_' || point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z';
    }

    static boolean isWordPart(int point) {
        return isLetter(point) || isDigit(point);
    }

    static boolean isBlank(int point) {
        return point == ' ' || point == '\t' || point == '\n' || point == '\r';
    }

    int peek() {
        return position < points.length ? points[position] : END;
    }

    /** The character after the next one. */
    int peekSecond() {
        return position + 1 < points.length ? points[position + 1] : END;
    }

    int next() {
        var point = peek();
        position += point == END ? 0 : 1;
        return point;
    }

    boolean accept(String oneOf) {
        var accepted = peek() != END && oneOf.indexOf(peek()) >= 0;
        position += accepted ? 1 : 0;
        return accepted;
    }

    void acceptWhile(IntPredicate passes) {
        while (peek() != END && passes.test(peek())) {
            position++;
        }
    }

    /** The next character that is not blank. */
    int peekPastBlanks() {
        var ahead = position;
        while (ahead < points.length && isBlank(points[ahead])) {
            ahead++;
        }
        return ahead < points.length ? points[ahead] : END;
    }

    /** Starts a new token at the current position. */
    void startToken() {
        start = position;
    }

    String lexeme() {
        return new String(points, start, position - start);
    }

    Span span() {
        return new Span(offsets[start], offsets[position]);
    }

    /** From the start of the token to the end of the text: the position of lexical errors. */
    Span rest() {
        return new Span(offsets[start], offsets[points.length]);
    }

    private static int bytesOf(int point) {
        if (point < 0x80 || !isUnicode(point)) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
