package dev.tocsin.evaluation.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Postings list of an inverted index: the series that have one label in common. Iteration is in order of the labels. */
final class Postings {
    static final Comparator<MemSeries> BY_LABELS = Comparator.comparing(MemSeries::labels);

    private final List<MemSeries> members = new ArrayList<>();

    // Sorted by the first read after a change. Two concurrent readers may both sort; the results are equal.
    private volatile MemSeries[] sortedByLabels = {};

    int size() {
        return members.size();
    }

    void add(MemSeries series) {
        members.add(series);
        sortedByLabels = null;
    }

    void removeAll(Set<MemSeries> removed) {
        members.removeIf(removed::contains);
        sortedByLabels = null;
    }

    MemSeries[] sortedByLabels() {
        var sorted = sortedByLabels;
        if (sorted == null) {
            sorted = members.toArray(MemSeries[]::new);
            Arrays.sort(sorted, BY_LABELS);
            sortedByLabels = sorted;
        }
        return sorted;
    }
}
