package dev.tocsin.notification.listing;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values of one label in a list of alerts.
 *
 * @param values the most frequent ones, the most frequent first
 * @param more number of the other values
 */
public record Facet(String label, List<Count> values, int more) {
    /** The facets that are listed if none is named. */
    private static final int MAX_LABELS = 20;

    /** @param count number of alerts with the value */
    public record Count(String value, int count) {}

    public Facet {
        values = List.copyOf(values);
    }

    /** Counts the values of a label. Alerts without the label are not counted. */
    public static Facet of(String label, Collection<ListedAlert> alerts, int most) {
        var counts = new HashMap<String, Integer>();
        alerts.forEach(alert -> counts.merge(alert.alert().labels().get(label), 1, Integer::sum));
        counts.remove("");
        var values = sorted(counts);
        return new Facet(label, values.subList(0, Math.min(most, values.size())), Math.max(0, values.size() - most));
    }

    /** The labels that most alerts have, the most frequent first. */
    public static List<String> labels(Collection<ListedAlert> alerts) {
        var counts = new HashMap<String, Integer>();
        alerts.forEach(alert -> alert.alert().labels().forEach((name, value) -> counts.merge(name, 1, Integer::sum)));
        return sorted(counts).stream().limit(MAX_LABELS).map(Count::value).collect(Collectors.toList());
    }

    private static List<Count> sorted(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::value))
                .toList();
    }
}
