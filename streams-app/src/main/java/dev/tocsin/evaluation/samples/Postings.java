package dev.tocsin.evaluation.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The series that share something, such as one label: added and taken away freely, read in order of their labels. */
final class Postings {
    static final Comparator<Tape> BY_LABELS = Comparator.comparing(Tape::labels);

    private final List<Tape> members = new ArrayList<>();

    // Sorted at the first reading after a change; readers may do so twice at once, with the same outcome.
    private volatile Tape[] inOrder = {};

    int size() {
        return members.size();
    }

    void add(Tape tape) {
        members.add(tape);
        inOrder = null;
    }

    void removeAll(Set<Tape> gone) {
        members.removeIf(gone::contains);
        inOrder = null;
    }

    Tape[] inOrder() {
        var sorted = inOrder;
        if (sorted == null) {
            sorted = members.toArray(Tape[]::new);
            Arrays.sort(sorted, BY_LABELS);
            inOrder = sorted;
        }
        return sorted;
    }
}
