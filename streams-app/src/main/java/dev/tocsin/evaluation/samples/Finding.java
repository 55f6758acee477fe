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
final class Finding {
    /** To put series of several values in order costs about as much as to look at so many others. */
    private static final int ORDERING = 4;

    private final Map<String, NavigableMap<String, Postings>> index;
    private final List<Matcher> matchers;

    private List<Postings> fewest;
    private long size;

    /** The matcher that all of the fewest pass; null as long as it is none. */
    private Matcher passed;

    Finding(Map<String, NavigableMap<String, Postings>> index, Postings all, List<Matcher> matchers) {
        this.index = index;
        this.matchers = matchers;
        this.fewest = List.of(all);
        this.size = all.size();
    }

    /** The series that all matchers match, in order of their labels. */
    List<Tape> find() {
        // A matcher that an absent label passes leaves nearly all.
        var narrowing =
                matchers.stream().filter(matcher -> !matcher.matches("")).toList();
        for (var matcher : narrowing) {
            if (matcher.onlyValues().isPresent()) {
                tryValues(matcher);
            }
        }
        for (var matcher : narrowing) {
            if (matcher.onlyValues().isEmpty()) {
                tryBeginnings(matcher);
            }
        }
        return thatPass(candidates());
    }

    private void tryValues(Matcher matcher) {
        var byValue = index.getOrDefault(matcher.name(), new TreeMap<>());
        var attempt = new Attempt();
        for (var value : matcher.onlyValues().orElseThrow()) {
            var postings = byValue.get(value);
            if (postings != null && !attempt.goesOn(postings)) {
                return;
            }
        }
        take(attempt, matcher);
    }

    private void tryBeginnings(Matcher matcher) {
        var byValue = index.getOrDefault(matcher.name(), new TreeMap<>());
        var attempt = new Attempt();
        for (var beginning : matcher.beginnings()) {
            for (var one : byValue.tailMap(beginning).entrySet()) {
                if (!one.getKey().startsWith(beginning)) {
                    break;
                }
                if (!attempt.looks() || matcher.matches(one.getKey()) && !attempt.goesOn(one.getValue())) {
                    return;
                }
            }
        }
        take(attempt, matcher);
    }

    private void take(Attempt attempt, Matcher matcher) {
        fewest = attempt.postings;
        size = attempt.size;
        passed = matcher;
    }

    /** Postings of several values of a label, as long as they are worth it. */
    private final class Attempt {
        private final List<Postings> postings = new ArrayList<>();
        private long size;
        private long looks;

        /** Looks at one more value. @return whether it is still worth it */
        boolean looks() {
            looks++;
            return isWorthIt();
        }

        /** Adds the series of a value. @return whether it is still worth it */
        boolean goesOn(Postings more) {
            postings.add(more);
            size += more.size();
            return isWorthIt();
        }

        private boolean isWorthIt() {
            return looks + (postings.size() < 2 ? size : ORDERING * size) <= Finding.this.size;
        }
    }

    private List<Tape> candidates() {
        if (fewest.size() == 1) {
            return Arrays.asList(fewest.get(0).inOrder());
        }
        var all = new Tape[(int) size];
        var filled = 0;
        for (var postings : fewest) {
            var some = postings.inOrder();
            System.arraycopy(some, 0, all, filled, some.length);
            filled += some.length;
        }
        Arrays.sort(all, Postings.BY_LABELS);
        return Arrays.asList(all);
    }

    private List<Tape> thatPass(List<Tape> candidates) {
        var tests = matchers.stream()
                .filter(matcher -> matcher != passed)
                .map(LabelTest::new)
                .toArray(LabelTest[]::new);
        if (tests.length == 0) {
            return candidates;
        }
        var found = new ArrayList<Tape>();
        for (var tape : candidates) {
            if (pass(tests, tape.labels())) {
                found.add(tape);
            }
        }
        return found;
    }

    private static boolean pass(LabelTest[] tests, Labels labels) {
        for (var test : tests) {
            if (!test.passes(labels)) {
                return false;
            }
        }
        return true;
    }
}
