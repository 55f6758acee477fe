package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds whether a series matches one of many selectors. Selectors are grouped by the names in their equality matchers and
 * then by the values, so that a series is compared only with those that have its values.
 */
final class SelectorIndex {
    private final Map<List<String>, Map<List<String>, Map<List<Matcher>, Integer>>> byNamesAndValues = new HashMap<>();

    /** Adds a selector. It must be removed as often as it is added. */
    void add(List<Matcher> selector) {
        byNamesAndValues
                .computeIfAbsent(names(selector), names -> new HashMap<>())
                .computeIfAbsent(values(selector), values -> new HashMap<>())
                .merge(selector, 1, Integer::sum);
    }

    void remove(List<Matcher> selector) {
        var byValues = byNamesAndValues.get(names(selector));
        var counts = byValues.get(values(selector));
        counts.computeIfPresent(selector, (same, count) -> count == 1 ? null : count - 1);
        if (counts.isEmpty()) {
            byValues.remove(values(selector));
        }
        if (byValues.isEmpty()) {
            byNamesAndValues.remove(names(selector));
        }
    }

    boolean matches(Labels series) {
        return byNamesAndValues.entrySet().stream().anyMatch(entry -> {
            var values = entry.getKey().stream().map(series::get).toList();
            return entry.getValue().getOrDefault(values, Map.of()).keySet().stream()
                    .anyMatch(selector -> selector.stream().allMatch(matcher -> matcher.matches(series)));
        });
    }

    private static List<String> names(List<Matcher> selector) {
        return equalities(selector).map(Matcher::name).toList();
    }

    private static List<String> values(List<Matcher> selector) {
        return equalities(selector).map(Matcher::value).toList();
    }

    private static Stream<Matcher> equalities(List<Matcher> selector) {
        return selector.stream()
                .filter(matcher -> matcher.op() == Matcher.Op.EQUAL)
                .sorted(Comparator.comparing(Matcher::name));
    }
}
