package dev.tocsin.evaluation.samples;

/**
 * Histograms and start timestamps of samples, at the same indices as the floats. An array is empty if no sample needs it.
 *
 * @param histograms null where the sample is a float
 * @param startTimestamps in milliseconds since 1970; 0 if unknown
 */
public record SampleExtras(Histogram[] histograms, long[] startTimestamps) {
    public static final SampleExtras NONE = new SampleExtras(new Histogram[0], new long[0]);

    public static SampleExtras of(Histogram... histograms) {
        return new SampleExtras(histograms, NONE.startTimestamps);
    }

    public boolean isNone() {
        return this == NONE;
    }

    /** Allocates the arrays that a sample needs and that are empty. */
    SampleExtras withCapacityFor(Sample sample, int capacity) {
        var needsHistograms = sample.isHistogram() && histograms.length == 0;
        var needsStarts = sample.startTimestamp() != 0 && startTimestamps.length == 0;
        return needsHistograms || needsStarts
                ? new SampleExtras(
                        needsHistograms ? new Histogram[capacity] : histograms,
                        needsStarts ? new long[capacity] : startTimestamps)
                : this;
    }

    /** Copies a range to the start of new arrays. */
    SampleExtras copyToStart(int from, int size, int capacity) {
        return copy(from, size, 0, capacity);
    }

    /** Copies a range to new arrays, starting at index {@code at}. */
    SampleExtras copyTo(int from, int size, int at) {
        return copy(from, size, at, at + size);
    }

    private SampleExtras copy(int from, int size, int at, int capacity) {
        if (isNone()) {
            return this;
        }
        var moved = new SampleExtras(
                new Histogram[histograms.length == 0 ? 0 : capacity],
                new long[startTimestamps.length == 0 ? 0 : capacity]);
        if (histograms.length > 0) {
            System.arraycopy(histograms, from, moved.histograms, at, size);
        }
        if (startTimestamps.length > 0) {
            System.arraycopy(startTimestamps, from, moved.startTimestamps, at, size);
        }
        return moved;
    }

    /** Moves {@code size} elements from index {@code at} by one. Only for arrays that have no readers yet. */
    void insertGap(int at, int size) {
        if (histograms.length > 0) {
            System.arraycopy(histograms, at, histograms, at + 1, size);
        }
        if (startTimestamps.length > 0) {
            System.arraycopy(startTimestamps, at, startTimestamps, at + 1, size);
        }
    }

    /** Sets an element. Only for indices that have no readers yet. */
    void put(int index, Sample sample) {
        if (histograms.length > 0) {
            histograms[index] = sample.isHistogram() ? sample.histogram() : null;
        }
        if (startTimestamps.length > 0) {
            startTimestamps[index] = sample.startTimestamp();
        }
    }
}
