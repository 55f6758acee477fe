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

/** Finds series by their labels. Changes and findings must not overlap; {@link SeriesStore} sees to that. */
final class SeriesIndex {
    private final Map<Labels, MemSeries> byLabels = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<String, Postings>> byNameAndValue = new HashMap<>();
    private final Postings all = new Postings();

    /** Strings of labels, each kept once however many series bear it. */
    private final Map<String, String> internedStrings = new HashMap<>();

    int size() {
        return byLabels.size();
    }

    /** The series of that label set, or null. May be asked at any time. */
    MemSeries get(Labels labels) {
        return byLabels.get(labels);
    }

    Collection<MemSeries> all() {
        return byLabels.values();
    }

    MemSeries add(Labels labels) {
        var tape = new MemSeries(intern(labels));
        byLabels.put(tape.labels(), tape);
        all.add(tape);
        tape.labels()
                .forEach((name, value) -> byNameAndValue
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(value, key -> new Postings())
                        .add(tape));
        return tape;
    }

    void removeAll(Set<MemSeries> gone) {
        gone.forEach(tape -> byLabels.remove(tape.labels()));
        all.removeAll(gone);
        for (var touched : labelsOf(gone).entrySet()) {
            var byValue = byNameAndValue.get(touched.getKey());
            for (var value : touched.getValue()) {
                byValue.get(value).removeAll(gone);
            }
            byValue.values().removeIf(postings -> postings.size() == 0);
        }
        byNameAndValue.values().removeIf(Map::isEmpty);
        releaseUnusedStrings();
    }

    /** The series that all matchers match, in order of their labels. */
    List<MemSeries> find(List<Matcher> matchers) {
        return new PostingsQuery(byNameAndValue, all, matchers).find();
    }

    private static Map<String, Set<String>> labelsOf(Set<MemSeries> tapes) {
        var labels = new HashMap<String, Set<String>>();
        for (var tape : tapes) {
            tape.labels()
                    .forEach((name, value) ->
                            labels.computeIfAbsent(name, key -> new HashSet<>()).add(value));
        }
        return labels;
    }

    private Labels intern(Labels labels) {
        var pairs = new HashMap<String, String>();
        labels.forEach((name, value) -> pairs.put(intern(name), intern(value)));
        return Labels.of(pairs);
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
