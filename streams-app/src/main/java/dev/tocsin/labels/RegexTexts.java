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
record RegexTexts(Set<String> beginnings, Extent extent) {
    /** What a text has after its beginning. */
    enum Extent {
        /** Nothing: there are no other texts. */
        NOTHING,
        /** Whatever one likes: all such texts match. */
        ANYTHING,
        /** Not everything, or nobody knows. */
        SOMETHING
    }

    static final RegexTexts EMPTY_ONLY = new RegexTexts(Set.of(""), Extent.NOTHING);
    static final RegexTexts ALL = new RegexTexts(Set.of(""), Extent.ANYTHING);
    static final RegexTexts UNKNOWN = new RegexTexts(Set.of(""), Extent.SOMETHING);

    /** More of them would cost more than they save. */
    private static final int MOST = 512;

    RegexTexts {
        beginnings = Set.copyOf(beginnings);
    }

    static RegexTexts only(String text) {
        return new RegexTexts(Set.of(text), Extent.NOTHING);
    }

    boolean isComplete() {
        return extent == Extent.NOTHING;
    }

    /** Whether a text that {@link #canBe} matched is matched. */
    boolean isCertain() {
        return extent != Extent.SOMETHING;
    }

    /** Of this expression, followed by another. */
    RegexTexts then(RegexTexts next) {
        if (isComplete() && beginnings.size() * next.beginnings.size() <= MOST) {
            return new RegexTexts(joined(next), next.extent);
        }
        return next.equals(EMPTY_ONLY) || this.equals(ALL) && next.equals(ALL) ? this : open();
    }

    /** Of this expression, or of another instead. */
    RegexTexts or(RegexTexts other) {
        var all = new LinkedHashSet<>(beginnings);
        all.addAll(other.beginnings);
        if (all.size() > MOST) {
            return UNKNOWN;
        }
        return new RegexTexts(all, extent == other.extent ? extent : Extent.SOMETHING);
    }

    /** The same beginnings, of which it is not known how they go on. */
    RegexTexts open() {
        return new RegexTexts(beginnings, Extent.SOMETHING);
    }

    /** Whether a text begins as all must. */
    boolean canBe(String text) {
        if (isComplete()) {
            return beginnings.contains(text);
        }
        for (var beginning : beginnings) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Of these, those that pass; only if there are no others. */
    RegexTexts only(Predicate<String> test) {
        return isComplete()
                ? new RegexTexts(beginnings.stream().filter(test).collect(Collectors.toSet()), extent)
                : this;
    }

    /** Without beginnings that another one is a beginning of. */
    Set<String> shortest() {
        return beginnings.stream()
                .filter(one -> beginnings.stream().noneMatch(other -> !other.equals(one) && one.startsWith(other)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> joined(RegexTexts next) {
        var all = new LinkedHashSet<String>();
        for (var one : beginnings) {
            for (var other : next.beginnings) {
                all.add(one + other);
            }
        }
        return all;
    }
}
