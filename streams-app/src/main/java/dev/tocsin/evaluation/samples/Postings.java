package dev.tocsin.evaluation.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The series that share something, such as one label: added and taken away freely, read in order of their labels. */
final class Postings {
    static final Comparator<MemSeries> BY_LABELS = Comparator.comparing(MemSeries::labels);

    private final List<MemSeries> members = new ArrayList<>();

    // Sorted at the first reading after a change; readers may do so twice at once, with the same outcome.
    private volatile MemSeries[] sortedByLabels = {};

    int size() {
        return members.size();
    }

    void add(MemSeries tape) {
        members.add(tape);
        sortedByLabels = null;
    }

    void removeAll(Set<MemSeries> gone) {
        members.removeIf(gone::contains);
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
