package dev.tocsin.evaluation.samples;

/**
 * A sample that evaluations in progress must not see.
 *
 * @param newestTick evaluations up to this tick do not see it; {@link #NOT_READ} if it was recorded here and has not been
 *     read from the topic yet, so that only its own group sees it
 * @param source the rule group that recorded it; empty if it comes from outside
 * @param isRecordedHere whether an evaluation on this instance has recorded it
 */
record LateSample(Sample sample, long newestTick, String source, boolean isRecordedHere) {
    static final long NOT_READ = Long.MAX_VALUE;

    static LateSample recordedHere(Sample sample, String source) {
        return new LateSample(sample, NOT_READ, source, true);
    }

    boolean isRead() {
        return newestTick != NOT_READ;
    }

    /** The same sample, as the topic has it. The topic's value counts, because all instances read that. */
    LateSample readAs(Sample read, long tick) {
        return isRead() ? this : new LateSample(read, tick, source, true);
    }

    LateSample alsoRecordedHere() {
        return new LateSample(sample, newestTick, source, true);
    }
}
