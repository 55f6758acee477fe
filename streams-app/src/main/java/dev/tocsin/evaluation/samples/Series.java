package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * A label set with a range of samples, in order of time. The arrays are shared for speed and must not be changed; the
 * elements from {@code from} to {@code to} never change.
 *
 * @param times milliseconds since 1970, strictly increasing
 * @param values floats; NaN where the sample is a histogram
 * @param extras histograms and start timestamps
 * @param from the index of the first sample
 * @param to the index after the last sample
 */
public record Series(Labels labels, long[] times, double[] values, SampleExtras extras, int from, int to) {
    public Series(Labels labels, long[] times, double[] values, int from, int to) {
        this(labels, times, values, SampleExtras.NONE, from, to);
    }

    public int size() {
        return to - from;
    }

    public boolean isHistogram(int index) {
        return extras.histograms().length > 0 && extras.histograms()[index] != null;
    }

    /** The histogram at an index; null if the sample is a float. */
    public Histogram histogram(int index) {
        return extras.histograms()[index];
    }

    /** Whether any sample of the range is a histogram. */
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

    /** Start timestamp of the counter, in milliseconds since 1970; 0 if unknown. */
    public long startTimestamp(int index) {
        return extras.startTimestamps().length > 0 ? extras.startTimestamps()[index] : 0;
    }

    /** Index of the first sample later than a time; {@code to} if there is none. */
    public int firstAfter(long time) {
        return firstAfter(times, from, to, time);
    }

    /** The samples in ({@code after}, {@code until}]. */
    public Series between(long after, long until) {
        var start = firstAfter(after);
        return new Series(labels, times, values, extras, start, Math.max(start, firstAfter(until)));
    }

    /** The samples at the given indices. */
    public Series filter(int... indices) {
        var size = indices.length;
        var keptTimes = new long[size];
        var keptValues = new double[size];
        var histograms = new Histogram[extras.histograms().length == 0 ? 0 : size];
        var startTimestamps = new long[extras.startTimestamps().length == 0 ? 0 : size];
        for (var i = 0; i < size; i++) {
            keptTimes[i] = times[indices[i]];
            keptValues[i] = values[indices[i]];
            if (histograms.length > 0) {
                histograms[i] = extras.histograms()[indices[i]];
            }
            if (startTimestamps.length > 0) {
                startTimestamps[i] = extras.startTimestamps()[indices[i]];
            }
        }
        return new Series(labels, keptTimes, keptValues, new SampleExtras(histograms, startTimestamps), 0, size);
    }

    /** Index of the first of increasing times that is later than a time; {@code to} if there is none. */
    static int firstAfter(long[] times, int from, int to, long time) {
        // Most queries are about the newest sample.
        if (from == to || times[to - 1] <= time) {
            return to;
        }
        var low = from;
        var high = to - 1;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (times[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
