package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.samples.Series;

/**
 * A window whose edges are samples themselves: at its start what was last known before, at its end what was last
 * known; or, smoothed, what a straight line between the neighbours says.
 *
 * @param samples also those beyond the edges that count
 */
record Edges(Series samples, long start, long end, boolean isSmoothed, boolean isCounter) {
    /** The samples inside with one on each edge; none, if there is no sample after the start, or none before the end. */
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

    private Series between(double atStart, double atEnd) {
        var inside = samples.between(start, end - 1);
        var times = new long[inside.size() + 2];
        var values = new double[times.length];
        System.arraycopy(inside.times(), inside.from(), times, 1, inside.size());
        System.arraycopy(inside.values(), inside.from(), values, 1, inside.size());
        times[0] = start;
        values[0] = atStart;
        times[times.length - 1] = end;
        values[times.length - 1] = atEnd;
        return new Series(samples.labels(), times, values, 0, times.length);
    }

    private double atStart(int first) {
        return isSmoothed && samples.times()[first] < start ? onLine(first, start) : samples.values()[first];
    }

    private double atEnd(int last) {
        return isSmoothed && last > samples.from() && samples.times()[last] > end
                ? onLine(last - 1, end)
                : samples.values()[last];
    }

    /** What the line from a sample to the next says; of a counter that was reset in between, from zero. */
    private double onLine(int index, long time) {
        var to = samples.values()[index + 1];
        var from = isCounter && to < samples.values()[index] ? 0 : samples.values()[index];
        return Interpolation.between(samples.times()[index], from, samples.times()[index + 1], to, time);
    }
}
