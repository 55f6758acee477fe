package dev.tocsin.evaluation.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Late samples of one series, in order of arrival. Immutable; at most one for each time. */
record LateSamples(List<LateSample> all) {
    static final LateSamples NONE = new LateSamples(List.of());

    boolean isEmpty() {
        return all.isEmpty();
    }

    Optional<LateSample> at(long time) {
        return all.stream().filter(late -> late.sample().time() == time).findFirst();
    }

    /** Adds a late sample, instead of one with the same time. */
    LateSamples with(LateSample added) {
        var more = new ArrayList<>(without(added.sample().time()).all);
        more.add(added);
        return new LateSamples(List.copyOf(more));
    }

    LateSamples without(long time) {
        return remaining(late -> late.sample().time() != time);
    }

    LateSamples remaining(Predicate<LateSample> kept) {
        return all.isEmpty() ? this : new LateSamples(all.stream().filter(kept).toList());
    }

    /** The late samples that were read from the topic and that all evaluations after a tick see. */
    List<LateSample> visibleAfter(long tick) {
        return all.stream()
                .filter(late -> late.isRead() && late.newestTick() <= tick)
                .toList();
    }
}
