package dev.tocsin.evaluation.samples;

import dev.tocsin.limits.Limit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The series that have late samples. Beyond a number of late samples there is no room for more: all evaluations see them. */
final class LateSeries {
    private final Set<MemSeries> all = new HashSet<>();
    private long samples;

    boolean hasRoomIn(MemSeries series) {
        return samples < Limit.LATE_SAMPLES.value() && series.lateSamples() < Limit.LATE_SAMPLES_OF_SERIES.value();
    }

    /** Counts the late samples that a change of a series adds or removes. */
    AppendResult change(MemSeries series, Supplier<AppendResult> change) {
        samples -= series.lateSamples();
        var result = change.get();
        samples += series.lateSamples();
        if (series.hasLateSamples()) {
            all.add(series);
        } else {
            all.remove(series);
        }
        return result;
    }

    /** Shows late samples to all evaluations, if those up to a tick are done. @return the number of samples shown */
    long settle(long tick) {
        var shown = 0L;
        samples = 0;
        for (var series : all) {
            shown += series.settle(tick, tick - Limit.RECORDED_SAMPLE_WAIT.value());
            samples += series.lateSamples();
        }
        all.removeIf(series -> !series.hasLateSamples());
        return shown;
    }
}
