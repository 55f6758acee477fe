package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.SampleExtras;
import dev.tocsin.evaluation.samples.Series;

/**
 * An anchored or smoothed window: it has a sample on each edge. Anchored, these repeat the last samples up to the edges.
 * Smoothed, they are interpolated between the samples around the edges.
 *
 * @param samples the samples of the window and those beyond its edges that the extension needs
 */
record ExtendedWindow(Series samples, long start, long end, boolean isSmoothed, boolean isCounter) {
    /** The samples inside and one on each edge; none if there is no sample after the start or up to the end. */
    Series series() {
        var last = samples.to() - 1;
        if (isSmoothed) {
            last = Math.min(last, samples.firstAfter(end - 1));
        }
        if (samples.size() == 0 || samples.times()[last] <= start || samples.times()[samples.from()] > end) {
            return new Series(samples.labels(), new long[0], new double[0], 0, 0);
        }
        var first = Math.max(samples.from(), Math.min(last, samples.firstAfter(start)) - 1);
        return between(atStart(first), atEnd(last));
    }

    private Series between(Point atStart, Point atEnd) {
        var inside = samples.between(start, end - 1);
        var times = new long[inside.size() + 2];
        var values = new double[times.length];
        System.arraycopy(inside.times(), inside.from(), times, 1, inside.size());
        System.arraycopy(inside.values(), inside.from(), values, 1, inside.size());
        times[0] = start;
        values[0] = atStart.value();
        times[times.length - 1] = end;
        values[times.length - 1] = atEnd.value();
        var extras = samples.hasHistograms() ? SampleExtras.of(histograms(inside, atStart, atEnd)) : SampleExtras.NONE;
        return new Series(samples.labels(), times, values, extras, 0, times.length);
    }

    private Histogram[] histograms(Series inside, Point atStart, Point atEnd) {
        var histograms = new Histogram[inside.size() + 2];
        histograms[0] = atStart.content().orElse(null);
        for (var i = 0; i < inside.size(); i++) {
            histograms[i + 1] = inside.isHistogram(inside.from() + i) ? inside.histogram(inside.from() + i) : null;
        }
        if (startsWithin() && histograms[1] != null) {
            histograms[1] = withoutResetHint(histograms[1]);
        }
        histograms[histograms.length - 1] = atEnd.content().orElse(null);
        return histograms;
    }

    /** Whether the value on the start edge was computed from the first sample inside. */
    private boolean startsWithin() {
        var first = samples.firstAfter(start);
        return isSmoothed || first == samples.from();
    }

    private Point atStart(int first) {
        return isSmoothed && samples.times()[first] < start ? interpolate(first, start) : Point.of(samples, first);
    }

    private Point atEnd(int last) {
        if (isSmoothed && last > samples.from() && samples.times()[last] > end) {
            return interpolate(last - 1, end);
        }
        var isRepeated = samples.times()[last] < end && samples.isHistogram(last);
        return isRepeated ? Point.of(withoutResetHint(samples.histogram(last))) : Point.of(samples, last);
    }

    /** Interpolates between a sample and the next; after a counter reset, from zero. */
    private Point interpolate(int index, long time) {
        if (samples.isHistogram(index) || samples.isHistogram(index + 1)) {
            return interpolateHistogram(index, time);
        }
        var to = samples.values()[index + 1];
        var from = isCounter && to < samples.values()[index] ? 0 : samples.values()[index];
        return Point.of(Interpolation.between(samples.times()[index], from, samples.times()[index + 1], to, time));
    }

    private Point interpolateHistogram(int index, long time) {
        if (!areCompatible(index)) {
            // Keeps the farther sample, so that the function sees the incompatible histograms.
            return Point.of(samples, time == start ? index : index + 1);
        }
        if (!isCounter || !samples.histogram(index + 1).isResetSince(samples.histogram(index))) {
            return Interpolation.between(samples, index, time);
        }
        var share = (double) (time - samples.times()[index]) / (samples.times()[index + 1] - samples.times()[index]);
        // A reset between the two samples around the start of the window is before the window.
        var hint = samples.times()[index] > start ? CounterResetHint.RESET : CounterResetHint.NOT_RESET;
        return Point.of(samples.histogram(index + 1).times(share).with(hint));
    }

    private boolean areCompatible(int index) {
        return samples.isHistogram(index)
                && samples.isHistogram(index + 1)
                && samples.histogram(index).isCompatibleWith(samples.histogram(index + 1));
    }

    private static Histogram withoutResetHint(Histogram histogram) {
        return histogram.resetHint() == CounterResetHint.GAUGE ? histogram : histogram.with(CounterResetHint.NOT_RESET);
    }
}
