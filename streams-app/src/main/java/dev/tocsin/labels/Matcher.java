package dev.tocsin.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.notation.GoQuote;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Label matcher. An absent label has the empty value. Regular expressions are RE2 and must match the whole value.
 */
public final class Matcher {
    /** Operators of PromQL and Alertmanager. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        static Op of(String sign) {
            return Arrays.stream(values())
                    .filter(op -> op.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }

        public static Op of(boolean isRegex, boolean isEqual) {
            if (isRegex) {
                return isEqual ? REGEX : NOT_REGEX;
            }
            return isEqual ? EQUAL : NOT_EQUAL;
        }

        public String sign() {
            return sign;
        }

        public boolean isRegex() {
            return this == REGEX || this == NOT_REGEX;
        }

        public boolean isNegative() {
            return this == NOT_EQUAL || this == NOT_REGEX;
        }
    }

    private final String name;
    private final Op op;
    private final String value;
    /** Null unless the operator is one of regular expressions, and the value is no list of texts. */
    private final Pattern regex;

    private final RegexPrefixes regexPrefixes;
    private final Predicate<String> test;

    private Matcher(String name, Op op, String value, boolean dotAll) {
        this.name = name;
        this.op = op;
        this.value = value;
        if (op.isRegex()) {
            var texts = LiteralAlternatives.of(value);
            this.regex = texts.isPresent() ? null : compiled(value, dotAll);
            this.regexPrefixes = texts.map(all -> new RegexPrefixes(all, RegexPrefixes.Extent.NOTHING))
                    .orElseGet(() -> RegexAnalyzer.analyze(value, dotAll).only(regex::matches));
            this.test = test(regex);
        } else {
            this.regex = null;
            this.regexPrefixes = RegexPrefixes.only(value);
            this.test = op == Op.EQUAL ? value::equals : text -> !value.equals(text);
        }
    }

    /** Tests the known prefixes first, and the regular expression only if they match and are not sufficient. */
    private Predicate<String> test(Pattern compiled) {
        Predicate<String> positive = regexPrefixes.isCertain()
                ? regexPrefixes::mayMatch
                : text -> regexPrefixes.mayMatch(text) && compiled.matches(text);
        return op.isNegative() ? positive.negate() : positive;
    }

    /** PromQL matcher: a dot in a regular expression matches newlines. @throws IllegalArgumentException with RE2's error */
    public static Matcher promql(String name, Op op, String value) {
        return new Matcher(name, op, value, true);
    }

    /** Alertmanager matcher: a dot in a regular expression does not match newlines. @throws IllegalArgumentException with RE2's error */
    public static Matcher alerting(String name, Op op, String value) {
        return new Matcher(name, op, value, false);
    }

    public static Matcher equal(String name, String value) {
        return promql(name, Op.EQUAL, value);
    }

    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    public String value() {
        return value;
    }

    public boolean matches(String labelValue) {
        return test.test(labelValue);
    }

    /**
     * Matches as {@link #matches(String)}. A regular expression calls {@code check} often while it reads a long value, so
     * that the check can end it by an exception.
     */
    public boolean matches(String labelValue, Runnable check) {
        if (regex == null || labelValue.length() < InterruptibleText.INTERVAL) {
            return matches(labelValue);
        }
        check.run();
        var isMatch = regexPrefixes.mayMatch(labelValue)
                && (regexPrefixes.isCertain()
                        || regex.matcher(interruptible(labelValue, check)).matches());
        return isMatch != op.isNegative();
    }

    /** The same text, which calls {@code check} again and again while it is read. */
    public static CharSequence interruptible(String text, Runnable check) {
        return new InterruptibleText(text, check);
    }

    private record InterruptibleText(String text, Runnable check) implements CharSequence {
        static final int INTERVAL = 64;

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (index % INTERVAL == 0) {
                check.run();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /** The only values that match, if they are known and few, like Prometheus's set matches. */
    public Optional<Set<String>> setMatches() {
        return op.isNegative() || !regexPrefixes.isExact() ? Optional.empty() : Optional.of(regexPrefixes.prefixes());
    }

    /** Every matching value starts with one of these. Contains the empty string if nothing is known. */
    public Set<String> prefixes() {
        return op.isNegative() ? RegexPrefixes.UNKNOWN.prefixes() : regexPrefixes.withoutRedundant();
    }

    /**
     * Returns by how many characters a regular expression is larger than its text, because of repetitions.
     *
     * @param before the same for other expressions that belong together with this one
     * @throws IllegalArgumentException if the expression is too large or too deep to be compiled
     */
    public static long requireSmall(String regex, long before) {
        if (LiteralAlternatives.of(regex).isPresent()) {
            return before;
        }
        var added = before + RegexSize.check(regex);
        RegexSize.requireFewRepetitions(added);
        return added;
    }

    private static Pattern compiled(String value, boolean dotAll) {
        RegexSize.check(value);
        try {
            // Without a flag, because an error would show the expression with the flag.
            var plain = Pattern.compile(value);
            return dotAll ? Pattern.compile(value, Pattern.DOTALL) : plain;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + problem(e, value), e);
        }
    }

    // For a closing parenthesis without an opening one, re2j has an internal error where Go has a sentence.
    private static String problem(PatternSyntaxException e, String value) {
        return e.getMessage().contains("stack underflow")
                ? "unexpected ): `%s`".formatted(value)
                : "%s: `%s`".formatted(e.getDescription(), Objects.requireNonNullElse(e.getPattern(), value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that && op == that.op && name.equals(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + value.hashCode()) + op.hashCode();
    }

    /** {@code name="value"}, with the value quoted as in Go. */
    @Override
    public String toString() {
        return (LabelName.isClassic(name) ? name : GoQuote.quote(name)) + op.sign() + GoQuote.quote(value);
    }
}
