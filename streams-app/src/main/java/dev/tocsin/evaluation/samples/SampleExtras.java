package dev.tocsin.evaluation.samples;

/**
 * What only some series have beside times and numbers; by the same indices as those, or empty if no sample has it.
 *
 * @param histograms null where the sample is a number
 * @param starts when what is counted began, in milliseconds since 1970; 0 if nobody knows
 */
public record SampleExtras(Histogram[] histograms, long[] startTimestamps) {
    public static final SampleExtras NONE = new SampleExtras(new Histogram[0], new long[0]);

    /** What each of some samples has, as they come. */
    public static SampleExtras of(Histogram... histograms) {
        return new SampleExtras(histograms, NONE.startTimestamps);
    }

    boolean isNone() {
        return this == NONE;
    }

    /** With room for samples up to an index, of what a sample needs that is given. */
    SampleExtras withCapacityFor(Sample sample, int room) {
        var needsHistograms = sample.isHistogram() && histograms.length == 0;
        var needsStarts = sample.startTimestamp() != 0 && startTimestamps.length == 0;
        return needsHistograms || needsStarts
                ? new SampleExtras(
                        needsHistograms ? new Histogram[room] : histograms,
                        needsStarts ? new long[room] : startTimestamps)
                : this;
    }

    /** A copy of a stretch, moved to the beginning of more room. */
    SampleExtras copyToStart(int from, int size, int room) {
        return copyToStart(from, size, 0, room);
    }

    /** A copy of a stretch, behind so many samples that have nothing of this. */
    SampleExtras copyTo(int from, int size, int at) {
        return copyToStart(from, size, at, at + size);
    }

    private SampleExtras copyToStart(int from, int size, int at, int room) {
        if (isNone()) {
            return this;
        }
        var moved = new SampleExtras(
                new Histogram[histograms.length == 0 ? 0 : room], new long[startTimestamps.length == 0 ? 0 : room]);
        if (histograms.length > 0) {
            System.arraycopy(histograms, from, moved.histograms, at, size);
        }
        if (startTimestamps.length > 0) {
            System.arraycopy(startTimestamps, from, moved.startTimestamps, at, size);
        }
        return moved;
    }

    /** Makes a gap of one sample in what nobody reads yet. */
    void insertGap(int at, int size) {
        if (histograms.length > 0) {
            System.arraycopy(histograms, at, histograms, at + 1, size);
        }
        if (startTimestamps.length > 0) {
            System.arraycopy(startTimestamps, at, startTimestamps, at + 1, size);
        }
    }

    /** Writes where nobody reads yet. */
    void put(int index, Sample sample) {
        if (histograms.length > 0) {
            histograms[index] = sample.isHistogram() ? sample.histogram() : null;
        }
        if (startTimestamps.length > 0) {
            startTimestamps[index] = sample.startTimestamp();
        }
    }
}
