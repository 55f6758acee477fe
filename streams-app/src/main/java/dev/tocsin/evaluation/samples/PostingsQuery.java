package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One search of an index: begins with the series of those values of one label that leave the fewest to be looked at,
 * and then asks the other matchers of each.
 */
final class PostingsQuery {
    /** To put series of several values in order costs about as much as to look at so many others. */
    private static final int SORT_COST = 4;

    private final Map<String, NavigableMap<String, Postings>> index;
    private final List<Matcher> matchers;

    private List<Postings> fewest;
    private long size;

    /** The matcher that all of the fewest pass; null as long as it is none. */
    private Matcher satisfied;

    PostingsQuery(Map<String, NavigableMap<String, Postings>> index, Postings all, List<Matcher> matchers) {
        this.index = index;
        this.matchers = matchers;
        this.fewest = List.of(all);
        this.size = all.size();
    }

    /** The series that all matchers match, in order of their labels. */
    List<MemSeries> find() {
        // A matcher that an absent label passes leaves nearly all.
        var narrowing =
                matchers.stream().filter(matcher -> !matcher.matches("")).toList();
        for (var matcher : narrowing) {
            if (matcher.setMatches().isPresent()) {
                tryValues(matcher);
            }
        }
        for (var matcher : narrowing) {
            if (matcher.setMatches().isEmpty()) {
                tryPrefixes(matcher);
            }
        }
        return filter(candidates());
    }

    private void tryValues(Matcher matcher) {
        var byValue = index.getOrDefault(matcher.name(), new TreeMap<>());
        var attempt = new CandidatePostings();
        for (var value : matcher.setMatches().orElseThrow()) {
            var postings = byValue.get(value);
            if (postings != null && !attempt.add(postings)) {
                return;
            }
        }
        use(attempt, matcher);
    }

    private void tryPrefixes(Matcher matcher) {
        var byValue = index.getOrDefault(matcher.name(), new TreeMap<>());
        var attempt = new CandidatePostings();
        for (var beginning : matcher.prefixes()) {
            for (var one : byValue.tailMap(beginning).entrySet()) {
                if (!one.getKey().startsWith(beginning)) {
                    break;
                }
                if (!attempt.countTestedValue() || matcher.matches(one.getKey()) && !attempt.add(one.getValue())) {
                    return;
                }
            }
        }
        use(attempt, matcher);
    }

    private void use(CandidatePostings attempt, Matcher matcher) {
        fewest = attempt.postings;
        size = attempt.size;
        satisfied = matcher;
    }

    /** Postings of several values of a label, as long as they are worth it. */
    private final class CandidatePostings {
        private final List<Postings> postings = new ArrayList<>();
        private long size;
        private long valuesTested;

        /** Looks at one more value. @return whether it is still worth it */
        boolean countTestedValue() {
            valuesTested++;
            return isCheaper();
        }

        /** Adds the series of a value. @return whether it is still worth it */
        boolean add(Postings more) {
            postings.add(more);
            size += more.size();
            return isCheaper();
        }

        private boolean isCheaper() {
            return valuesTested + (postings.size() < 2 ? size : SORT_COST * size) <= PostingsQuery.this.size;
        }
    }

    private List<MemSeries> candidates() {
        if (fewest.size() == 1) {
            return Arrays.asList(fewest.get(0).sortedByLabels());
        }
        var all = new MemSeries[(int) size];
        var filled = 0;
        for (var postings : fewest) {
            var some = postings.sortedByLabels();
            System.arraycopy(some, 0, all, filled, some.length);
            filled += some.length;
        }
        Arrays.sort(all, Postings.BY_LABELS);
        return Arrays.asList(all);
    }

    private List<MemSeries> filter(List<MemSeries> candidates) {
        var tests = matchers.stream()
                .filter(matcher -> matcher != satisfied)
                .map(CachedMatcher::new)
                .toArray(CachedMatcher[]::new);
        if (tests.length == 0) {
            return candidates;
        }
        var found = new ArrayList<MemSeries>();
        for (var tape : candidates) {
            if (passesAll(tests, tape.labels())) {
                found.add(tape);
            }
        }
        return found;
    }

    private static boolean passesAll(CachedMatcher[] tests, Labels labels) {
        for (var test : tests) {
            if (!test.passes(labels)) {
                return false;
            }
        }
        return true;
    }
}
