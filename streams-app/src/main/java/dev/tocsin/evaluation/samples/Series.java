package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * A label set with some of its samples, in order of time. The arrays are shared for speed and must not be written to;
 * what lies between {@code from} and {@code to} in them never changes.
 *
 * @param times milliseconds since 1970, strictly rising
 * @param values the numbers; NaN where the sample is a histogram
 * @param extras what only some series have
 * @param from the index of the first sample
 * @param to the index after the last sample
 */
public record Series(Labels labels, long[] times, double[] values, SampleExtras extras, int from, int to) {
    /** Of numbers alone. */
    public Series(Labels labels, long[] times, double[] values, int from, int to) {
        this(labels, times, values, SampleExtras.NONE, from, to);
    }

    public int size() {
        return to - from;
    }

    /** Whether a sample is a histogram. */
    public boolean isHistogram(int index) {
        return extras.histograms().length > 0 && extras.histograms()[index] != null;
    }

    /** The histogram that a sample {@link #isHistogram is}. */
    public Histogram histogram(int index) {
        return extras.histograms()[index];
    }

    /** Whether any of these samples is a histogram. */
    public boolean hasHistograms() {
        if (extras.histograms().length > 0) {
            for (var i = from; i < to; i++) {
                if (extras.histograms()[i] != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** When what a sample counts began, in milliseconds since 1970; 0 if nobody knows. */
    public long startTimestamp(int index) {
        return extras.startTimestamps().length > 0 ? extras.startTimestamps()[index] : 0;
    }

    /** The index of the first sample later than a time, or {@code to}. */
    public int firstAfter(long time) {
        return BinarySearch.firstAfter(times, from, to, time);
    }

    /** The same labels with the samples later than {@code after}, up to and with {@code until}. */
    public Series between(long after, long until) {
        var start = firstAfter(after);
        return new Series(labels, times, values, extras, start, Math.max(start, firstAfter(until)));
    }

    /** The same labels with some of the samples, by their indices. */
    public Series filter(int... indices) {
        var size = indices.length;
        var keptTimes = new long[size];
        var keptValues = new double[size];
        var histograms = new Histogram[extras.histograms().length == 0 ? 0 : size];
        var starts = new long[extras.startTimestamps().length == 0 ? 0 : size];
        for (var i = 0; i < size; i++) {
            keptTimes[i] = times[indices[i]];
            keptValues[i] = values[indices[i]];
            if (histograms.length > 0) {
                histograms[i] = extras.histograms()[indices[i]];
            }
            if (starts.length > 0) {
                starts[i] = extras.startTimestamps()[indices[i]];
            }
        }
        return new Series(labels, keptTimes, keptValues, new SampleExtras(histograms, starts), 0, size);
    }
}
