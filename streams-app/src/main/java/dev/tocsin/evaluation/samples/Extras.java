package dev.tocsin.evaluation.samples;

/**
 * What only some series have beside times and numbers; by the same indices as those, or empty if no sample has it.
 *
 * @param histograms null where the sample is a number
 * @param starts when what is counted began, in milliseconds since 1970; 0 if nobody knows
 */
public record Extras(Histogram[] histograms, long[] starts) {
    public static final Extras NONE = new Extras(new Histogram[0], new long[0]);

    /** What each of some samples has, as they come. */
    public static Extras of(Histogram... histograms) {
        return new Extras(histograms, NONE.starts);
    }

    boolean isNone() {
        return this == NONE;
    }

    /** With room for samples up to an index, of what a sample needs that is given. */
    Extras fitting(Sample sample, int room) {
        var needsHistograms = sample.isHistogram() && histograms.length == 0;
        var needsStarts = sample.start() != 0 && starts.length == 0;
        return needsHistograms || needsStarts
                ? new Extras(needsHistograms ? new Histogram[room] : histograms, needsStarts ? new long[room] : starts)
                : this;
    }

    /** A copy of a stretch, moved to the beginning of more room. */
    Extras moved(int from, int size, int room) {
        return moved(from, size, 0, room);
    }

    /** A copy of a stretch, behind so many samples that have nothing of this. */
    Extras placed(int from, int size, int at) {
        return moved(from, size, at, at + size);
    }

    private Extras moved(int from, int size, int at, int room) {
        if (isNone()) {
            return this;
        }
        var moved =
                new Extras(new Histogram[histograms.length == 0 ? 0 : room], new long[starts.length == 0 ? 0 : room]);
        if (histograms.length > 0) {
            System.arraycopy(histograms, from, moved.histograms, at, size);
        }
        if (starts.length > 0) {
            System.arraycopy(starts, from, moved.starts, at, size);
        }
        return moved;
    }

    /** Makes a gap of one sample in what nobody reads yet. */
    void shift(int at, int size) {
        if (histograms.length > 0) {
            System.arraycopy(histograms, at, histograms, at + 1, size);
        }
        if (starts.length > 0) {
            System.arraycopy(starts, at, starts, at + 1, size);
        }
    }

    /** Writes where nobody reads yet. */
    void put(int index, Sample sample) {
        if (histograms.length > 0) {
            histograms[index] = sample.isHistogram() ? sample.histogram() : null;
        }
        if (starts.length > 0) {
            starts[index] = sample.start();
        }
    }
}
