package dev.tocsin.notification.silences;

import dev.tocsin.labels.Matcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values of one label that some matchers of this label match together. An absent label has the empty value.
 *
 * <p>Comparisons never err on the side of the request: they are exact if one of the sets is finite and small
 * ({@link dev.tocsin.limits.Limit#REGEX_ALTERNATIVES}), so {@code pro[d]} and {@code prod|prod} are the same as
 * {@code prod}. Otherwise an infinite set is within another one only if this is certain.
 *
 * @param matchers all of the same label; empty for a label that may have any value
 */
record LabelValues(List<Matcher> matchers) {
    private static final int MIN_PREFIX_LENGTH = 3;

    LabelValues {
        matchers = List.copyOf(matchers);
    }

    /** The matchers among all matchers of a silence or a scope that are about one label. */
    static LabelValues of(List<Matcher> all, String label) {
        return new LabelValues(
                all.stream().filter(matcher -> matcher.name().equals(label)).toList());
    }

    /** Whether each of these values is among the others. */
    boolean isWithin(LabelValues others) {
        return finite().map(values -> values.stream().allMatch(others::contains))
                .orElseGet(() -> others.matchers.stream().allMatch(this::implies));
    }

    /** Whether none of these values is among the others. */
    boolean isDisjoint(LabelValues others) {
        var own = finite();
        if (own.isPresent()) {
            return own.get().stream().noneMatch(others::contains);
        }
        return others.finite()
                .map(values -> values.stream().noneMatch(this::contains))
                .orElseGet(() -> matchers.stream().map(LabelValues::opposite).anyMatch(others.matchers::contains));
    }

    /**
     * Whether the label must be present, with one of some known values or with one of some known prefixes. A short prefix
     * says little: one for each letter matches nearly all values.
     */
    boolean isPinned() {
        return finite().map(values -> !values.contains(""))
                .orElseGet(() -> matchers.stream()
                        .anyMatch(matcher ->
                                matcher.prefixes().stream().allMatch(prefix -> prefix.length() >= MIN_PREFIX_LENGTH)));
    }

    boolean contains(String value) {
        return matchers.stream().allMatch(matcher -> matcher.matches(value));
    }

    /** All values, if one of the matchers has a known and small number of them. */
    private Optional<Set<String>> finite() {
        return matchers.stream()
                .flatMap(matcher -> matcher.setMatches().stream())
                .findFirst()
                .map(values -> values.stream().filter(this::contains).collect(Collectors.toSet()));
    }

    /** Whether it is certain that all of these values match, though they are not known one by one. */
    private boolean implies(Matcher wanted) {
        if (matchers.contains(wanted)) {
            return true;
        }
        return wanted.op().isNegative()
                && opposite(wanted)
                        .setMatches()
                        .map(excluded -> excluded.stream().noneMatch(this::contains))
                        .orElse(false);
    }

    /** The matcher that matches exactly the other values. */
    static Matcher opposite(Matcher matcher) {
        var op = Matcher.Op.of(matcher.op().isRegex(), matcher.op().isNegative());
        return Matcher.alerting(matcher.name(), op, matcher.value());
    }
}
