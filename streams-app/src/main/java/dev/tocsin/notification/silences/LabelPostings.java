package dev.tocsin.notification.silences;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Silences by the value, or the prefix of the value, that one label must have. */
final class LabelPostings {
    private final Map<String, List<Silence>> byValue = new HashMap<>();
    private final Map<String, List<Silence>> byPrefix = new HashMap<>();
    /** Lengths of the prefixes, in ascending order. */
    private final TreeSet<Integer> prefixLengths = new TreeSet<>();

    void add(String text, boolean isPrefix, Silence silence) {
        var postings = isPrefix ? byPrefix : byValue;
        postings.computeIfAbsent(text, none -> new ArrayList<>()).add(silence);
        if (isPrefix) {
            prefixLengths.add(text.length());
        }
    }

    /** Passes on the lists of silences that the value does not exclude. */
    void forEachCandidates(String value, Consumer<List<Silence>> candidates) {
        passOn(byValue.get(value), candidates);
        for (var length : prefixLengths) {
            if (length > value.length()) {
                break;
            }
            passOn(byPrefix.get(value.substring(0, length)), candidates);
        }
    }

    private static void passOn(List<Silence> found, Consumer<List<Silence>> candidates) {
        if (found != null) {
            candidates.accept(found);
        }
    }
}
