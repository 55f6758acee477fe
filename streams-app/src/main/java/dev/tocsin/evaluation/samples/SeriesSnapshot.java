package dev.tocsin.evaluation.samples;

/**
 * All samples of a series. Immutable, except that floats are added to the head.
 *
 * @param chunkMaxTime timestamp of the last compressed sample, so that most reads need not look at the chunks
 * @param head the newest samples, uncompressed; empty only if there are no chunks
 */
record SeriesSnapshot(ChunkList chunks, long chunkMaxTime, HeadSamples head) {
    SeriesSnapshot(ChunkList chunks, Series headSamples) {
        this(chunks, chunks.maxTime(), new HeadSamples(headSamples));
    }

    Series headSamples() {
        return head.samples();
    }

    int size() {
        return chunks.size() + head.size();
    }

    SeriesSnapshot with(Series other) {
        return new SeriesSnapshot(chunks, chunkMaxTime, new HeadSamples(other));
    }

    /** The samples in ({@code after}, {@code until}]. */
    Series between(long after, long until) {
        var headSamples = head.samples();
        return after >= chunkMaxTime
                ? headSamples.between(after, until)
                : chunks.read(headSamples.labels(), headSamples, after, until);
    }

    /** Moves all samples to the head. */
    SeriesSnapshot decoded() {
        return chunks.isEmpty() ? this : new SeriesSnapshot(ChunkList.NONE, between(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    SeriesSnapshot without(long upTo) {
        var headSamples = head.samples();
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
