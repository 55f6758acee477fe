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
final class Index {
    private final Map<Labels, Tape> byLabels = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<String, Postings>> byNameAndValue = new HashMap<>();
    private final Postings all = new Postings();

    /** Strings of labels, each kept once however many series bear it. */
    private final Map<String, String> texts = new HashMap<>();

    int size() {
        return byLabels.size();
    }

    /** The series of that label set, or null. May be asked at any time. */
    Tape get(Labels labels) {
        return byLabels.get(labels);
    }

    Collection<Tape> all() {
        return byLabels.values();
    }

    Tape add(Labels labels) {
        var tape = new Tape(shared(labels));
        byLabels.put(tape.labels(), tape);
        all.add(tape);
        tape.labels()
                .forEach((name, value) -> byNameAndValue
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(value, key -> new Postings())
                        .add(tape));
        return tape;
    }

    void removeAll(Set<Tape> gone) {
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
        forgetUnusedTexts();
    }

    /** The series that all matchers match, in order of their labels. */
    List<Tape> find(List<Matcher> matchers) {
        return new Finding(byNameAndValue, all, matchers).find();
    }

    private static Map<String, Set<String>> labelsOf(Set<Tape> tapes) {
        var labels = new HashMap<String, Set<String>>();
        for (var tape : tapes) {
            tape.labels()
                    .forEach((name, value) ->
                            labels.computeIfAbsent(name, key -> new HashSet<>()).add(value));
        }
        return labels;
    }

    private Labels shared(Labels labels) {
        var pairs = new HashMap<String, String>();
        labels.forEach((name, value) -> pairs.put(shared(name), shared(value)));
        return Labels.of(pairs);
    }

    private String shared(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    private void forgetUnusedTexts() {
        var used = new HashSet<>(byNameAndValue.keySet());
        byNameAndValue.values().forEach(byValue -> used.addAll(byValue.keySet()));
        texts.keySet().retainAll(used);
    }
}
