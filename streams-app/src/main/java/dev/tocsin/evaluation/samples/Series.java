package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * A label set with some of its samples, in order of time. The arrays are shared for speed and must not be written to;
 * what lies between {@code from} and {@code to} in them never changes.
 *
 * @param times milliseconds since 1970, strictly rising
 * @param from the index of the first sample
 * @param to the index after the last sample
 */
public record Series(Labels labels, long[] times, double[] values, int from, int to) {
    public int size() {
        return to - from;
    }

    /** The index of the first sample later than a time, or {@code to}. */
    public int firstAfter(long time) {
        return Search.firstAfter(times, from, to, time);
    }

    /** The same labels with the samples later than {@code after}, up to and with {@code until}. */
    public Series between(long after, long until) {
        var start = firstAfter(after);
        return new Series(labels, times, values, start, Math.max(start, firstAfter(until)));
    }
}
