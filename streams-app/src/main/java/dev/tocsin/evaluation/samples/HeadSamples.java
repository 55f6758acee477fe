package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * The newest samples of a series, uncompressed. One thread adds floats in place, so that a sample costs no object; readers
 * see the samples that were added before they ask. Any other change makes a new head.
 */
final class HeadSamples {
    private final Labels labels;
    private final long[] times;
    private final double[] values;
    private final SampleExtras extras;
    private final int from;

    /** Written after the arrays. */
    private volatile int to;

    HeadSamples(Series samples) {
        this.labels = samples.labels();
        this.times = samples.times();
        this.values = samples.values();
        this.extras = samples.extras();
        this.from = samples.from();
        this.to = samples.to();
    }

    /** The samples up to now. */
    Series samples() {
        return new Series(labels, times, values, extras, from, to);
    }

    int size() {
        return to - from;
    }

    int capacity() {
        return times.length;
    }

    /** Adds a float, if it is later than all others, there is room, and no sample has more than a float. */
    boolean add(long time, double value) {
        var next = to;
        if (next == times.length || !extras.isNone() || next > from && times[next - 1] >= time) {
            return false;
        }
        times[next] = time;
        values[next] = value;
        to = next + 1;
        return true;
    }
}
