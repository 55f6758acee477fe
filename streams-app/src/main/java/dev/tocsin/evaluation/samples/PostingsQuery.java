package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Evaluates matchers on the inverted index. Starts with the matcher whose postings have the fewest series, and tests the
 * other matchers on each of these.
 */
final class PostingsQuery {
    /** Cost per series of merging several postings lists, relative to testing the matchers on one series. */
    private static final int SORT_COST = 4;

    private final Map<String, NavigableMap<String, Postings>> index;
    private final List<Matcher> matchers;
    private final Runnable check;

    private List<Postings> bestPostings;
    private long size;

    /** The matcher of {@link #bestPostings}; null if they are all series. */
    private Matcher bestMatcher;

    PostingsQuery(
            Map<String, NavigableMap<String, Postings>> index, Postings all, List<Matcher> matchers, Runnable check) {
        this.index = index;
        this.matchers = matchers;
        this.check = check;
        this.bestPostings = List.of(all);
        this.size = all.size();
    }

    /** Series that match all matchers, in order of their labels. */
    List<MemSeries> find() {
        // A matcher that matches an absent label selects nearly all series.
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
        var candidate = new CandidatePostings();
        for (var value : matcher.setMatches().orElseThrow()) {
            var postings = byValue.get(value);
            if (postings != null && !candidate.add(postings)) {
                return;
            }
        }
        use(candidate, matcher);
    }

    private void tryPrefixes(Matcher matcher) {
        var byValue = index.getOrDefault(matcher.name(), new TreeMap<>());
        var candidate = new CandidatePostings();
        for (var prefix : matcher.prefixes()) {
            for (var entry : byValue.tailMap(prefix).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    break;
                }
                check.run();
                if (!candidate.countTestedValue()
                        || matcher.matches(entry.getKey(), check) && !candidate.add(entry.getValue())) {
                    return;
                }
            }
        }
        use(candidate, matcher);
    }

    private void use(CandidatePostings candidate, Matcher matcher) {
        bestPostings = candidate.postings;
        size = candidate.size;
        bestMatcher = matcher;
    }

    /** Postings of the values that a matcher selects, collected while they are cheaper than the best so far. */
    private final class CandidatePostings {
        private final List<Postings> postings = new ArrayList<>();
        private long size;
        private long valuesTested;

        /** Counts the test of a value. @return whether the candidate is still cheaper */
        boolean countTestedValue() {
            valuesTested++;
            return isCheaper();
        }

        /** Adds the series of a value. @return whether the candidate is still cheaper */
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
        if (bestPostings.size() == 1) {
            return Arrays.asList(bestPostings.get(0).sortedByLabels());
        }
        var all = new MemSeries[(int) size];
        var filled = 0;
        for (var postings : bestPostings) {
            var sorted = postings.sortedByLabels();
            System.arraycopy(sorted, 0, all, filled, sorted.length);
            filled += sorted.length;
        }
        Arrays.sort(all, Postings.BY_LABELS);
        return Arrays.asList(all);
    }

    private List<MemSeries> filter(List<MemSeries> candidates) {
        var tests = matchers.stream()
                .filter(matcher -> matcher != bestMatcher)
                .map(matcher -> new CachedMatcher(matcher, check))
                .toArray(CachedMatcher[]::new);
        if (tests.length == 0) {
            return candidates;
        }
        var found = new ArrayList<MemSeries>();
        for (var series : candidates) {
            if (matchesAll(tests, series.labels())) {
                found.add(series);
            }
        }
        return found;
    }

    private static boolean matchesAll(CachedMatcher[] tests, Labels labels) {
        for (var test : tests) {
            if (!test.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** A matcher during one query. A regular expression is evaluated once per distinct value. */
    private record CachedMatcher(Matcher matcher, Runnable check, Map<String, Boolean> results) {
        CachedMatcher(Matcher matcher, Runnable check) {
            this(matcher, check, new HashMap<>());
        }

        boolean matches(Labels labels) {
            var value = labels.get(matcher.name());
            return matcher.op().isRegex() ? results.computeIfAbsent(value, this::matchesRegex) : matcher.matches(value);
        }

        private boolean matchesRegex(String value) {
            check.run();
            return matcher.matches(value, check);
        }
    }
}
