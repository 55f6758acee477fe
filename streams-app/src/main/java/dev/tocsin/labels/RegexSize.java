package dev.tocsin.labels;

import dev.tocsin.limits.Limit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Limits the size of a regular expression with its repetitions expanded, and its nesting. Go's RE2 rejects such
 * expressions. re2j would run out of memory or stack, or take minutes, so the size is checked first.
 */
final class RegexSize {
    private static final int MAX_DEPTH = 250;

    /** re2j copies a literal for each of its characters. */
    private static final int MAX_LITERAL = 10_000;

    /** The weight of a range of any characters that ignores case: re2j tests each of them. */
    private static final int FOLDED_RANGE_SIZE = 2_000;

    private static final Pattern IGNORE_CASE = Pattern.compile("\\(\\?[a-zA-Z]*i");
    private static final String ASSERTIONS = "AbBz";

    private final String pattern;
    private final boolean ignoresCase;
    private final Deque<Part> outer = new ArrayDeque<>();
    private long size;
    /** Steps that re2j takes without reading a character, each of them in a deeper stack frame. */
    private long branches;

    private Part lastAtom = new Part(0, 0);
    private int literal;
    private int at;

    /** Sizes of a part of the expression. */
    private record Part(long size, long branches) {}

    private RegexSize(String pattern) {
        this.pattern = pattern;
        this.ignoresCase = IGNORE_CASE.matcher(pattern).find();
    }

    /**
     * @return the size beyond the length of the text
     * @throws IllegalArgumentException if the expression is too large or too deep; syntax is not checked
     */
    static long check(String pattern) {
        var regex = new RegexSize(pattern);
        while (regex.at < pattern.length()) {
            regex.step();
            if (regex.outer.size() > MAX_DEPTH) {
                throw tooDeep("more than %d groups".formatted(MAX_DEPTH));
            }
            require("characters with repetitions written out", regex.size, Limit.REGEX_SIZE.value());
            require("alternatives, groups and repetitions", regex.branches, Limit.REGEX_BRANCHES.value());
            require("characters without an operator", regex.literal, MAX_LITERAL);
        }
        var added = Math.max(0, regex.size - pattern.length());
        requireFewRepetitions(added);
        return added;
    }

    /** @throws IllegalArgumentException if repetitions make one or several expressions too much larger than their texts */
    static void requireFewRepetitions(long added) {
        require("characters that repetitions add", added, Limit.REGEX_REPETITIONS.value());
    }

    private static void require(String what, long found, long maximum) {
        if (found > maximum) {
            throw new IllegalArgumentException(
                    "error parsing regexp: expression too large: more than %d %s".formatted(maximum, what));
        }
    }

    private static IllegalArgumentException tooDeep(String why) {
        return new IllegalArgumentException("error parsing regexp: expression nests too deeply: " + why);
    }

    private void step() {
        var character = pattern.charAt(at);
        literal = "()[{\\*+?|^$.".indexOf(character) < 0 ? literal + 1 : 0;
        switch (character) {
            case '(' -> open();
            case ')' -> close();
            case '[' -> characterClass();
            case '{' -> repetition();
            case '\\' -> {
                branches += at + 1 < pattern.length() && ASSERTIONS.indexOf(pattern.charAt(at + 1)) >= 0 ? 1 : 0;
                atom(at + 2);
            }
            case '*', '+', '?' -> {
                branches++;
                lastAtom = new Part(lastAtom.size, lastAtom.branches + 1);
                at++;
            }
            case '|', '^', '$' -> {
                branches++;
                atom(at + 1);
            }
            default -> atom(at + 1);
        }
    }

    private void atom(int end) {
        at = end;
        lastAtom = new Part(1, 0);
        size++;
    }

    private void open() {
        at++;
        outer.push(new Part(size, branches));
        size = 1;
        // The start and the end of the group.
        branches = 2;
    }

    private void close() {
        at++;
        if (!outer.isEmpty()) {
            lastAtom = new Part(size, branches);
            var before = outer.pop();
            size += before.size;
            branches += before.branches;
        }
    }

    private void characterClass() {
        var end = at + (pattern.startsWith("[^", at) ? 3 : 2);
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        var isWide = ignoresCase && hasWideRange(pattern.substring(at, Math.min(end, pattern.length())));
        atom(end + 1);
        size += isWide ? FOLDED_RANGE_SIZE : 0;
    }

    private static boolean hasWideRange(String characterClass) {
        return characterClass.indexOf('-') >= 0 && characterClass.chars().anyMatch(each -> each == '\\' || each > 0x7f);
    }

    // {3}, {3,} or {3,5}. Other braces are literals.
    private void repetition() {
        var end = pattern.indexOf('}', at);
        var most = 0L;
        var number = 0L;
        var i = at + 1;
        for (; i < end && (isDigit(pattern.charAt(i)) || pattern.charAt(i) == ','); i++) {
            number = isDigit(pattern.charAt(i))
                    ? Math.min(number * 10 + pattern.charAt(i) - '0', Limit.REGEX_SIZE.value())
                    : 0;
            most = Math.max(most, number);
        }
        if (i != end || i == at + 1) {
            atom(at + 1);
            return;
        }
        var isOptional = pattern.substring(at, end).indexOf(',') >= 0;
        at = end + 1;
        var more = Math.max(most - 1, 0);
        var branchesOfOne = lastAtom.branches + (isOptional ? 1 : 0);
        size += lastAtom.size * more;
        branches += lastAtom.branches * more + (isOptional ? most : 0);
        lastAtom = new Part(lastAtom.size * Math.max(most, 1), branchesOfOne * Math.max(most, 1));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
