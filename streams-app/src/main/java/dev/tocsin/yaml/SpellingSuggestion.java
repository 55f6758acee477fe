package dev.tocsin.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that is closest to a misspelt one, by edit distance. */
public final class SpellingSuggestion {
    private static final int MAX_MISTAKES = 2;

    private SpellingSuggestion() {}

    /** "did you mean 'x'?", or the list of known names. */
    public static String remedy(String written, Collection<String> known) {
        return closest(written, known)
                .map("did you mean '%s'?"::formatted)
                .orElse(known.isEmpty() ? "remove it" : "known here: " + String.join(", ", known));
    }

    /** The closest known name, if it differs in at most two letters or a third of them. */
    public static Optional<String> closest(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> editDistance(written, word) < word.length()
                        && editDistance(written, word) <= Math.max(word.length() > 3 ? 2 : 1, word.length() / 3))
                .min(Comparator.comparingInt(word -> editDistance(written, word)));
    }

    /** The known name that differs in one or two letters: where unknown names are allowed, only these are mistakes. */
    public static Optional<String> misspelt(String written, Collection<String> known) {
        return known.contains(written)
                ? Optional.empty()
                : closest(written, known).filter(word -> editDistance(written, word) <= MAX_MISTAKES);
    }

    /** Levenshtein distance: insertions, deletions and substitutions. */
    private static int editDistance(String from, String to) {
        var previous = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var current = new int[to.length() + 1];
            current[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
