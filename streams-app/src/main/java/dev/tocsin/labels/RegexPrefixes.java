package dev.tocsin.labels;

import dev.tocsin.limits.Limit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Prefixes of the texts that a regular expression matches, like the prefix and the set matches of Prometheus's
 * FastRegexMatcher. Every matching text starts with one of the prefixes.
 *
 * @param extent what can follow after a prefix
 */
record RegexPrefixes(Set<String> prefixes, Extent extent) {
    enum Extent {
        /** Nothing: the prefixes are the only matching texts. */
        NOTHING,
        /** Anything: all texts with a prefix match. */
        ANYTHING,
        /** Something unknown: a text with a prefix may match. */
        SOMETHING
    }

    static final RegexPrefixes EMPTY_ONLY = new RegexPrefixes(Set.of(""), Extent.NOTHING);
    static final RegexPrefixes ALL = new RegexPrefixes(Set.of(""), Extent.ANYTHING);
    static final RegexPrefixes UNKNOWN = new RegexPrefixes(Set.of(""), Extent.SOMETHING);

    /** More prefixes would cost more than they save. */
    private static final int MAX_PREFIXES = Limit.REGEX_ALTERNATIVES.intValue();

    RegexPrefixes {
        prefixes = Set.copyOf(prefixes);
    }

    static RegexPrefixes only(String text) {
        return new RegexPrefixes(Set.of(text), Extent.NOTHING);
    }

    boolean isExact() {
        return extent == Extent.NOTHING;
    }

    /** Whether {@link #mayMatch} is the exact result. */
    boolean isCertain() {
        return extent != Extent.SOMETHING;
    }

    /** Concatenation of two expressions. */
    RegexPrefixes then(RegexPrefixes next) {
        if (isExact() && prefixes.size() * next.prefixes.size() <= MAX_PREFIXES) {
            return new RegexPrefixes(concatenated(next), next.extent);
        }
        return next.equals(EMPTY_ONLY) || this.equals(ALL) && next.equals(ALL) ? this : withUnknownSuffix();
    }

    /** Alternation of two expressions. */
    RegexPrefixes or(RegexPrefixes other) {
        if (equals(UNKNOWN) || other.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        var all = new LinkedHashSet<>(prefixes);
        all.addAll(other.prefixes);
        if (all.size() > MAX_PREFIXES) {
            return UNKNOWN;
        }
        return new RegexPrefixes(all, extent == other.extent ? extent : Extent.SOMETHING);
    }

    /** The same prefixes with an unknown suffix. */
    RegexPrefixes withUnknownSuffix() {
        return new RegexPrefixes(prefixes, Extent.SOMETHING);
    }

    /** Whether a text has one of the prefixes. */
    boolean mayMatch(String text) {
        if (isExact()) {
            return prefixes.contains(text);
        }
        for (var prefix : prefixes) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps the exact matches that pass a test. No effect if the prefixes are not exact. */
    RegexPrefixes only(Predicate<String> test) {
        return isExact() ? new RegexPrefixes(prefixes.stream().filter(test).collect(Collectors.toSet()), extent) : this;
    }

    /** Prefixes without those that start with another prefix. */
    Set<String> withoutRedundant() {
        return prefixes.stream()
                .filter(one -> prefixes.stream().noneMatch(other -> !other.equals(one) && one.startsWith(other)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> concatenated(RegexPrefixes next) {
        var all = new LinkedHashSet<String>();
        for (var one : prefixes) {
            for (var other : next.prefixes) {
                all.add(one + other);
            }
        }
        return all;
    }
}
