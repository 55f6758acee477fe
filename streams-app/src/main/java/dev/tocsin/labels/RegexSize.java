package dev.tocsin.labels;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits the size of a regular expression with its repetitions expanded, and the nesting depth of its groups. Go's RE2
 * rejects such expressions. re2j would run out of memory or stack, so the size is checked first.
 */
final class RegexSize {
    private static final int MAX_DEPTH = 250;
    private static final long MAX_SIZE = 250_000;

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long lastAtom;
    private int at;

    private RegexSize(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if the expression is too large or too deep; syntax is not checked */
    static void check(String pattern) {
        var regex = new RegexSize(pattern);
        while (regex.at < pattern.length()) {
            regex.step();
            if (regex.outer.size() > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "error parsing regexp: expression nests too deeply: more than %d groups".formatted(MAX_DEPTH));
            }
            if (regex.size > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "error parsing regexp: expression too large: more than %d characters with repetitions written out"
                                .formatted(MAX_SIZE));
            }
        }
    }

    private void step() {
        switch (pattern.charAt(at)) {
            case '(' -> open();
            case ')' -> close();
            case '[' -> characterClass();
            case '{' -> repetition();
            case '\\' -> atom(at + 2);
            case '*', '+', '?' -> at++;
            default -> atom(at + 1);
        }
    }

    private void atom(int end) {
        at = end;
        lastAtom = 1;
        size++;
    }

    private void open() {
        at++;
        outer.push(size);
        size = 1;
    }

    private void close() {
        at++;
        if (!outer.isEmpty()) {
            lastAtom = size;
            size += outer.pop();
        }
    }

    private void characterClass() {
        var end = at + (pattern.startsWith("[^", at) ? 3 : 2);
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        atom(end + 1);
    }

    // {3}, {3,} or {3,5}. Other braces are literals.
    private void repetition() {
        var end = pattern.indexOf('}', at);
        var most = 0L;
        var number = 0L;
        var i = at + 1;
        for (; i < end && (isDigit(pattern.charAt(i)) || pattern.charAt(i) == ','); i++) {
            number = isDigit(pattern.charAt(i)) ? Math.min(number * 10 + pattern.charAt(i) - '0', MAX_SIZE) : 0;
            most = Math.max(most, number);
        }
        if (i != end || i == at + 1) {
            atom(at + 1);
            return;
        }
        at = end + 1;
        size += lastAtom * Math.max(most - 1, 0);
        lastAtom *= Math.max(most, 1);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
