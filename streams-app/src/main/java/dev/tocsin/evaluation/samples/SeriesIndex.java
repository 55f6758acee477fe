package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Inverted index of series by label names and values. Not thread-safe except {@link #get}: {@link SeriesStore} locks. */
final class SeriesIndex {
    private final Map<Labels, MemSeries> byLabels = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<String, Postings>> byNameAndValue = new HashMap<>();
    private final Postings allPostings = new Postings();

    /** Interned strings of labels. */
    private final Map<String, String> internedStrings = new HashMap<>();

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

    MemSeries add(Labels labels) {
        var series = new MemSeries(labels.withTexts(this::intern));
        byLabels.put(series.labels(), series);
        allPostings.add(series);
        series.labels()
                .forEach((name, value) -> byNameAndValue
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(value, key -> new Postings())
                        .add(series));
        return series;
    }

    void removeAll(Set<MemSeries> removed) {
        removed.forEach(series -> byLabels.remove(series.labels()));
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
    }

    /** Series that match all matchers, in order of their labels. */
    List<MemSeries> find(List<Matcher> matchers, Runnable check) {
        return new PostingsQuery(byNameAndValue, allPostings, matchers, check).find();
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
