package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inverted index of series by label names and values. Any number of threads may {@link #find} at a time, but not during a
 * change: {@link SeriesStore} locks. {@link #get} needs no lock.
 */
final class SeriesIndex {
    private final Map<Labels, MemSeries> byLabels = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<String, Postings>> byNameAndValue = new HashMap<>();
    private final Postings allPostings = new Postings();
    private final SelectionCache selections;

    /** Interned strings of labels. */
    private final Map<String, String> internedStrings = new HashMap<>();

    SeriesIndex() {
        this(new SelectionCache(SelectionCache.MIN_CAPACITY));
    }

    SeriesIndex(SelectionCache selections) {
        this.selections = selections;
    }

    int size() {
        return byLabels.size();
    }

    /** The series with these labels; null if there is none. Thread-safe. */
    MemSeries get(Labels labels) {
        return byLabels.get(labels);
    }

    Collection<MemSeries> allSeries() {
        return byLabels.values();
    }

    List<String> names(String prefix, int most) {
        return byNameAndValue.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .limit(most)
                .toList();
    }

    List<String> values(String name, String prefix, int most) {
        var byValue = byNameAndValue.get(name);
        return byValue == null
                ? List.of()
                : byValue.tailMap(prefix, true).keySet().stream()
                        .takeWhile(value -> value.startsWith(prefix))
                        .limit(most)
                        .toList();
    }

    MemSeries add(Labels labels) {
        var series = new MemSeries(labels.withTexts(this::intern));
        byLabels.put(series.labels(), series);
        allPostings.add(series);
        selections.changed(series.labels());
        series.labels()
                .forEach((name, value) -> byNameAndValue
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(value, key -> new Postings())
                        .add(series));
        return series;
    }

    /** Returns the number of removed series. */
    int removeAll(Set<MemSeries> removed) {
        for (var series : removed) {
            byLabels.remove(series.labels());
            selections.changed(series.labels());
        }
        allPostings.removeAll(removed);
        for (var touched : labelsOf(removed).entrySet()) {
            var byValue = byNameAndValue.get(touched.getKey());
            for (var value : touched.getValue()) {
                byValue.get(value).removeAll(removed);
            }
            byValue.values().removeIf(postings -> postings.size() == 0);
        }
        byNameAndValue.values().removeIf(Map::isEmpty);
        releaseUnusedStrings();
        return removed.size();
    }

    /** Series that match all matchers, in order of their labels. */
    List<MemSeries> find(List<Matcher> matchers, Runnable check) {
        var known = selections.get(matchers, size());
        if (known != null) {
            return known;
        }
        var found = new PostingsQuery(byNameAndValue, allPostings, matchers, check).find();
        selections.put(matchers, rarestLabel(matchers), found, size());
        return found;
    }

    /** The equality matcher with the fewest series; null if there is none. */
    private Matcher rarestLabel(List<Matcher> matchers) {
        return matchers.stream()
                .filter(matcher ->
                        matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty())
                .min(Comparator.comparingInt(this::seriesCount))
                .orElse(null);
    }

    private int seriesCount(Matcher label) {
        var byValue = byNameAndValue.get(label.name());
        var postings = byValue == null ? null : byValue.get(label.value());
        return postings == null ? 0 : postings.size();
    }

    private static Map<String, Set<String>> labelsOf(Set<MemSeries> removed) {
        var labels = new HashMap<String, Set<String>>();
        for (var series : removed) {
            series.labels()
                    .forEach((name, value) ->
                            labels.computeIfAbsent(name, key -> new HashSet<>()).add(value));
        }
        return labels;
    }

    private String intern(String text) {
        return internedStrings.computeIfAbsent(text, same -> same);
    }

    private void releaseUnusedStrings() {
        var used = new HashSet<>(byNameAndValue.keySet());
        byNameAndValue.values().forEach(byValue -> used.addAll(byValue.keySet()));
        internedStrings.keySet().retainAll(used);
    }
}
