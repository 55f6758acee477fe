package dev.tocsin.evaluation.samples;

import java.util.Optional;

/**
 * A float or histogram sample.
 *
 * @param time in milliseconds since 1970
 * @param value the float; NaN if the sample is a histogram
 * @param startTimestamp start timestamp of the counter in milliseconds since 1970; 0 if unknown
 */
public record Sample(long time, double value, Optional<Histogram> histogramOrEmpty, long startTimestamp) {
    public static Sample of(long time, double value) {
        return new Sample(time, value, Optional.empty(), 0);
    }

    /** A histogram sample. If the sum is the stale marker, the sample is a stale marker. */
    public static Sample of(long time, Histogram histogram) {
        return StaleMarker.is(histogram.sum())
                ? of(time, StaleMarker.VALUE)
                : new Sample(time, Double.NaN, Optional.of(histogram), 0);
    }

    public Sample withStartTimestamp(long newStart) {
        return new Sample(time, value, histogramOrEmpty, newStart);
    }

    Sample with(Histogram other) {
        return new Sample(time, value, Optional.of(other), startTimestamp);
    }

    public boolean isHistogram() {
        return histogramOrEmpty.isPresent();
    }

    public Histogram histogram() {
        return histogramOrEmpty.orElseThrow();
    }
}
