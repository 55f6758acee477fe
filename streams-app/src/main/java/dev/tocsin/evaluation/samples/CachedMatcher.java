package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.HashMap;
import java.util.Map;

/** One matcher during one finding: a regular expression is asked once for each distinct value. */
final class CachedMatcher {
    private final Matcher matcher;
    private final Map<String, Boolean> results = new HashMap<>();

    CachedMatcher(Matcher matcher) {
        this.matcher = matcher;
    }

    boolean passes(Labels labels) {
        var value = labels.get(matcher.name());
        return matcher.op().isRegex() ? results.computeIfAbsent(value, matcher::matches) : matcher.matches(value);
    }
}
