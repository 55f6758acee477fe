package dev.tocsin.notification.silences;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Inverted index of silences by the label values that they require. Each silence is listed under the values, or the
 * prefixes of values, of its most selective matcher. Silences that require no value (only negative matchers, or regular
 * expressions without a prefix) are candidates for every label set. The silences of an alert are remembered by its
 * fingerprint. Thread-safe; the indexed silences do not change.
 */
final class SilenceIndex {
    /** Fingerprints are remembered for this many alerts; beyond that, all are forgotten. */
    private static final int MAX_REMEMBERED = 100_000;

    private final Map<String, LabelPostings> byLabel = new HashMap<>();
    private final List<Silence> rest = new ArrayList<>();
    private final ConcurrentMap<Fingerprint, List<Silence>> remembered = new ConcurrentHashMap<>();

    /** @param text a value of the label, or the prefix of one */
    private record Key(String label, String text, boolean isPrefix) {}

    SilenceIndex(Collection<Silence> silences) {
        var frequencies = new HashMap<Key, Integer>();
        for (var silence : silences) {
            silence.matchers()
                    .forEach(matcher -> keys(matcher)
                            .ifPresent(keys -> keys.forEach(key -> frequencies.merge(key, 1, Integer::sum))));
        }
        silences.forEach(silence -> mostSelective(silence, frequencies)
                .ifPresentOrElse(keys -> keys.forEach(key -> add(key, silence)), () -> rest.add(silence)));
    }

    /** The silences whose matchers match a label set, at any time. */
    List<Silence> matching(Labels labels) {
        var alert = labels.fingerprint();
        var known = remembered.get(alert);
        if (known != null) {
            return known;
        }
        var found = search(labels);
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(alert, found);
        return found;
    }

    private List<Silence> search(Labels labels) {
        var found = new ArrayList<Silence>();
        addMatching(rest, labels, found);
        labels.forEach((name, value) -> {
            var postings = byLabel.get(name);
            if (postings != null) {
                postings.forEachCandidates(value, candidates -> addMatching(candidates, labels, found));
            }
        });
        return List.copyOf(found);
    }

    private static void addMatching(List<Silence> candidates, Labels labels, List<Silence> found) {
        for (var silence : candidates) {
            if (silence.matches(labels)) {
                found.add(silence);
            }
        }
    }

    private void add(Key key, Silence silence) {
        byLabel.computeIfAbsent(key.label(), label -> new LabelPostings()).add(key.text(), key.isPrefix(), silence);
    }

    private static Optional<List<Key>> mostSelective(Silence silence, Map<Key, Integer> frequencies) {
        return silence.matchers().stream()
                .flatMap(matcher -> keys(matcher).stream())
                .min(Comparator.comparingInt(
                        keys -> keys.stream().mapToInt(frequencies::get).max().orElse(0)));
    }

    /** The values, or prefixes of values, of which a label must have one; empty if any value may match, or none. */
    private static Optional<List<Key>> keys(Matcher matcher) {
        var values = matcher.setMatches();
        var texts = values.orElseGet(matcher::prefixes);
        return texts.contains("") ? Optional.empty() : Optional.of(keys(matcher.name(), texts, values.isEmpty()));
    }

    private static List<Key> keys(String label, Set<String> texts, boolean isPrefix) {
        return texts.stream().map(text -> new Key(label, text, isPrefix)).toList();
    }
}
