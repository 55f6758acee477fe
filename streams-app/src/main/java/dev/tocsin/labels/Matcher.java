package dev.tocsin.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.notation.GoQuote;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A test of one label's value. An absent label counts as the empty string. Regular expressions are RE2 and must match
 * the whole value.
 */
public final class Matcher {
    /** The four tests, by the sign that both PromQL and Alertmanager give them. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
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
    private final RegexPrefixes regexPrefixes;
    private final Predicate<String> test;

    private Matcher(String name, Op op, String value, boolean dotIsAnything) {
        this.name = name;
        this.op = op;
        this.value = value;
        if (op.isRegex()) {
            var compiled = compiled(value, dotIsAnything);
            this.regexPrefixes = RegexAnalyzer.analyze(value, dotIsAnything).only(compiled::matches);
            this.test = test(compiled);
        } else {
            this.regexPrefixes = RegexPrefixes.only(value);
            this.test = op == Op.EQUAL ? value::equals : text -> !value.equals(text);
        }
    }

    /** As the expression says, but asked only of what it can match. */
    private Predicate<String> test(Pattern compiled) {
        Predicate<String> positive = regexPrefixes.isCertain()
                ? regexPrefixes::mayMatch
                : text -> regexPrefixes.mayMatch(text) && compiled.matches(text);
        return op.isNegative() ? positive.negate() : positive;
    }

    /** A matcher as PromQL means it: a dot matches newlines too. @throws IllegalArgumentException if the regular expression is none, in RE2's words */
    public static Matcher promql(String name, Op op, String value) {
        return new Matcher(name, op, value, true);
    }

    /** A matcher as Alertmanager means it: a dot stops at a newline. @throws IllegalArgumentException if the regular expression is none, in RE2's words */
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

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /** The only values that pass, if they are few and known. */
    public Optional<Set<String>> setMatches() {
        return op.isNegative() || !regexPrefixes.isExact() ? Optional.empty() : Optional.of(regexPrefixes.prefixes());
    }

    /** What each value that passes begins with: one of these; the empty string, if there is nothing to be known. */
    public Set<String> prefixes() {
        return op.isNegative() ? RegexPrefixes.UNKNOWN.prefixes() : regexPrefixes.withoutRedundant();
    }

    private static Pattern compiled(String value, boolean dotIsAnything) {
        RegexSize.check(value);
        try {
            return Pattern.compile((dotIsAnything ? "(?s:" : "(?:") + value + ")");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "error parsing regexp: %s: `%s`"
                            .formatted(e.getDescription(), Objects.requireNonNullElse(e.getPattern(), value)),
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that && op == that.op && name.equals(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, op, value);
    }

    /** {@code name="value"}, the value quoted as Go does. */
    @Override
    public String toString() {
        return (LabelName.isClassic(name) ? name : GoQuote.quote(name)) + op.sign() + GoQuote.quote(value);
    }
}
