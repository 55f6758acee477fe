package dev.tocsin.evaluation.samples;

/**
 * All samples of a series, as they are at one moment.
 *
 * @param packedUpTo the time of the last that is packed, told here so that most readers need not look there
 * @param newest those that are asked for most, not packed; none only if there are no others either
 */
record SeriesSnapshot(ChunkList chunks, long chunkMaxTime, Series headSamples) {
    SeriesSnapshot(ChunkList history, Series newest) {
        this(history, history.maxTime(), newest);
    }

    int size() {
        return chunks.size() + headSamples.size();
    }

    SeriesSnapshot with(Series other) {
        return new SeriesSnapshot(chunks, chunkMaxTime, other);
    }

    /** The samples later than {@code after}, up to and with {@code until}. */
    Series between(long after, long until) {
        return after >= chunkMaxTime
                ? headSamples.between(after, until)
                : chunks.read(headSamples.labels(), headSamples, after, until);
    }

    /** With nothing packed. */
    SeriesSnapshot decoded() {
        return chunks.isEmpty() ? this : new SeriesSnapshot(ChunkList.NONE, between(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    SeriesSnapshot without(long upTo) {
        var from = headSamples.firstAfter(upTo);
        var rest = from == headSamples.from()
                ? headSamples
                : new Series(
                        headSamples.labels(),
                        headSamples.times(),
                        headSamples.values(),
                        headSamples.extras(),
                        from,
                        headSamples.to());
        return new SeriesSnapshot(chunks.without(upTo), rest);
    }
}
