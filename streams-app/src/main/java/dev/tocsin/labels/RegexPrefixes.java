package dev.tocsin.labels;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of the texts that a regular expression matches as a whole, without trying it: each begins with one of
 * some texts.
 *
 * @param extent what follows after those
 */
record RegexPrefixes(Set<String> prefixes, Extent extent) {
    /** What a text has after its beginning. */
    enum Extent {
        /** Nothing: there are no other texts. */
        NOTHING,
        /** Whatever one likes: all such texts match. */
        ANYTHING,
        /** Not everything, or nobody knows. */
        SOMETHING
    }

    static final RegexPrefixes EMPTY_ONLY = new RegexPrefixes(Set.of(""), Extent.NOTHING);
    static final RegexPrefixes ALL = new RegexPrefixes(Set.of(""), Extent.ANYTHING);
    static final RegexPrefixes UNKNOWN = new RegexPrefixes(Set.of(""), Extent.SOMETHING);

    /** More of them would cost more than they save. */
    private static final int MAX_PREFIXES = 512;

    RegexPrefixes {
        prefixes = Set.copyOf(prefixes);
    }

    static RegexPrefixes only(String text) {
        return new RegexPrefixes(Set.of(text), Extent.NOTHING);
    }

    boolean isExact() {
        return extent == Extent.NOTHING;
    }

    /** Whether a text that {@link #mayMatch} matched is matched. */
    boolean isCertain() {
        return extent != Extent.SOMETHING;
    }

    /** Of this expression, followed by another. */
    RegexPrefixes then(RegexPrefixes next) {
        if (isExact() && prefixes.size() * next.prefixes.size() <= MAX_PREFIXES) {
            return new RegexPrefixes(concatenated(next), next.extent);
        }
        return next.equals(EMPTY_ONLY) || this.equals(ALL) && next.equals(ALL) ? this : withUnknownSuffix();
    }

    /** Of this expression, or of another instead. */
    RegexPrefixes or(RegexPrefixes other) {
        var all = new LinkedHashSet<>(prefixes);
        all.addAll(other.prefixes);
        if (all.size() > MAX_PREFIXES) {
            return UNKNOWN;
        }
        return new RegexPrefixes(all, extent == other.extent ? extent : Extent.SOMETHING);
    }

    /** The same beginnings, of which it is not known how they go on. */
    RegexPrefixes withUnknownSuffix() {
        return new RegexPrefixes(prefixes, Extent.SOMETHING);
    }

    /** Whether a text begins as all must. */
    boolean mayMatch(String text) {
        if (isExact()) {
            return prefixes.contains(text);
        }
        for (var beginning : prefixes) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Of these, those that pass; only if there are no others. */
    RegexPrefixes only(Predicate<String> test) {
        return isExact() ? new RegexPrefixes(prefixes.stream().filter(test).collect(Collectors.toSet()), extent) : this;
    }

    /** Without beginnings that another one is a beginning of. */
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
