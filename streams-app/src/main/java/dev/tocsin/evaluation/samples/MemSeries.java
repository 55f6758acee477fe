package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * One series in memory, like a series in the head block of Prometheus's TSDB: compressed {@link XorChunk chunks} and an
 * uncompressed head. Older floats move from the head to chunks. Series with histograms or start timestamps are not
 * compressed.
 *
 * <p>One thread writes at a time; any number of threads read without locks. A reader gets a range of the head's arrays.
 * The writer writes only after the end of that range, or to copies of the arrays.
 */
final class MemSeries {
    private static final int INITIAL_CAPACITY = 8;

    /** The head has between half of this and this many samples, which is what most rules read. */
    private static final int MAX_HEAD_SAMPLES = 48;

    private final Labels labels;
    private volatile SeriesSnapshot snapshot;
    private volatile LateSamples late = LateSamples.NONE;

    MemSeries(Labels labels) {
        this.labels = labels;
        this.snapshot = new SeriesSnapshot(
                ChunkList.NONE, new Series(labels, new long[INITIAL_CAPACITY], new double[INITIAL_CAPACITY], 0, 0));
    }

    Labels labels() {
        return labels;
    }

    /** The samples in ({@code after}, {@code until}]. */
    Series read(long after, long until, Visibility visibility) {
        // Before the snapshot, because a late sample may move there meanwhile.
        var waiting = late;
        var stored = snapshot.between(after, until);
        for (var sample : waiting.all()) {
            var time = sample.sample().time();
            if (time > after && time <= until && visibility.includes(sample)) {
                stored = with(stored, sample.sample());
            }
        }
        return stored;
    }

    private Series with(Series stored, Sample sample) {
        var index = stored.firstAfter(sample.time());
        var isThere = index > stored.from() && stored.times()[index - 1] == sample.time();
        return isThere ? stored : insert(stored, index, sample);
    }

    int size() {
        return snapshot.size() + late.all().size();
    }

    boolean hasLateSamples() {
        return !late.isEmpty();
    }

    int lateSamples() {
        return late.all().size();
    }

    /** Keeps a sample from evaluations up to the tick of its origin. */
    AppendResult appendLate(Sample sample, SampleOrigin origin) {
        var before = late.at(sample.time());
        if (before.isEmpty()) {
            return addLate(new LateSample(sample, origin.newestTick(), origin.source(), false));
        }
        var same = isSame(before.get().sample(), sample);
        if (!before.get().isRead()) {
            late = late.with(before.get().readAs(sample, origin.newestTick()));
        }
        return same ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
    }

    /** Keeps a sample that an evaluation on this instance has recorded, for its own group, until it is read from the topic. */
    AppendResult appendRecorded(Sample sample, String source) {
        var before = late.at(sample.time());
        if (before.isEmpty()) {
            return addLate(LateSample.recordedHere(sample, source));
        }
        late = late.with(before.get().alsoRecordedHere());
        return AppendResult.DUPLICATE;
    }

    private AppendResult addLate(LateSample sample) {
        var stored = stored(sample.sample());
        if (stored != AppendResult.APPENDED) {
            return stored;
        }
        late = late.with(sample);
        return AppendResult.APPENDED;
    }

    /** Whether the sample is among those that all evaluations see; {@code APPENDED} if it is not. */
    private AppendResult stored(Sample sample) {
        var same = snapshot.between(sample.time() - 1, sample.time());
        if (same.size() == 0) {
            return AppendResult.APPENDED;
        }
        return isSame(same, same.from(), sample) ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
    }

    /**
     * Shows late samples to all evaluations, if those up to a tick are done. Drops samples recorded here that have not come
     * back from the topic.
     *
     * @param expired samples recorded here at this time or earlier are dropped, in milliseconds since 1970
     * @return the number of samples that all evaluations see now
     */
    int settle(long tick, long expired) {
        var shown = 0;
        for (var visible : late.visibleAfter(tick)) {
            shown += append(visible.sample()).isStored() ? 1 : 0;
        }
        late = late.remaining(sample ->
                sample.isRead() ? sample.newestTick() > tick : sample.sample().time() > expired);
        return shown;
    }

    /** A sample with this time was read that all evaluations see. */
    AppendResult dropLate(long time) {
        late = late.without(time);
        return AppendResult.APPENDED;
    }

    /** Approximate memory of the samples, in bytes. */
    long bytes() {
        var now = snapshot;
        return now.chunks().bytes() + 16L * now.head().capacity();
    }

    AppendResult append(long time, double value) {
        // Fast path: nearly all samples are floats newer than all samples before.
        if (snapshot.head().add(time, value)) {
            return AppendResult.APPENDED;
        }
        return append(Sample.of(time, value));
    }

    AppendResult append(Sample sample) {
        if (sample.time() <= snapshot.chunkMaxTime()) {
            return appendOutOfOrder(sample);
        }
        var before = snapshot.headSamples();
        var index = before.firstAfter(sample.time());
        if (index > before.from() && before.times()[index - 1] == sample.time()) {
            return isSame(before, index - 1, sample) ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
        }
        if (index < before.to()) {
            snapshot = snapshot.with(insert(before, index, sample));
            return AppendResult.OUT_OF_ORDER;
        }
        if (before.to() == before.times().length) {
            snapshot = withCapacity(snapshot);
        }
        snapshot = snapshot.with(add(snapshot.headSamples(), sample));
        return AppendResult.APPENDED;
    }

    /** Inserts into the compressed part. Decodes all chunks, which is acceptable because it is rare. */
    private AppendResult appendOutOfOrder(Sample sample) {
        var stored = snapshot.between(sample.time() - 1, sample.time());
        if (stored.size() > 0) {
            return isSame(stored, stored.from(), sample) ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
        }
        var all = snapshot.decoded();
        snapshot = all.with(insert(all.headSamples(), all.headSamples().firstAfter(sample.time()), sample));
        return AppendResult.OUT_OF_ORDER;
    }

    /** Removes the samples up to a time, inclusive. @return the number of removed samples, without late ones */
    int truncate(long upTo) {
        late = late.remaining(sample -> sample.sample().time() > upTo);
        var before = snapshot;
        var after = before.without(upTo);
        if (after.size() < before.size()) {
            snapshot = after;
        }
        return before.size() - after.size();
    }

    private static boolean isSame(Sample one, Sample other) {
        return one.isHistogram() || other.isHistogram()
                ? one.isHistogram() && other.isHistogram() && one.histogram().equalsIgnoringResetHint(other.histogram())
                : Double.doubleToRawLongBits(one.value()) == Double.doubleToRawLongBits(other.value());
    }

    private static boolean isSame(Series stored, int index, Sample offered) {
        if (stored.isHistogram(index) || offered.isHistogram()) {
            return stored.isHistogram(index)
                    && offered.isHistogram()
                    && stored.histogram(index).equalsIgnoringResetHint(offered.histogram());
        }
        return Double.doubleToRawLongBits(stored.values()[index]) == Double.doubleToRawLongBits(offered.value());
    }

    private Series add(Series before, Sample sample) {
        var extras = before.extras().withCapacityFor(sample, before.times().length);
        extras.put(before.to(), withResetHint(before, before.to(), sample));
        before.times()[before.to()] = sample.time();
        before.values()[before.to()] = sample.value();
        return new Series(labels, before.times(), before.values(), extras, before.from(), before.to() + 1);
    }

    /** Sets the reset hint to NOT_RESET if the histogram certainly continues the one before, otherwise to UNKNOWN. */
    private static Sample withResetHint(Series series, int index, Sample sample) {
        if (!sample.isHistogram() || sample.histogram().resetHint() == CounterResetHint.GAUGE) {
            return sample;
        }
        var isContinuation = index > series.from()
                && series.isHistogram(index - 1)
                && sample.histogram().isContinuationOf(series.histogram(index - 1));
        return sample.with(
                sample.histogram().with(isContinuation ? CounterResetHint.NOT_RESET : CounterResetHint.UNKNOWN));
    }

    /** Grows the head, or moves its older half to chunks if it is full and has only floats. */
    private static SeriesSnapshot withCapacity(SeriesSnapshot before) {
        var head = before.headSamples();
        if (head.size() < MAX_HEAD_SAMPLES || !head.extras().isNone()) {
            var grown = head.size() + (head.size() >> 1) + 1;
            var isCompressible = head.extras().isNone();
            return before.with(copied(head, head.from(), isCompressible ? Math.min(MAX_HEAD_SAMPLES, grown) : grown));
        }
        var compressedTo = head.to() - MAX_HEAD_SAMPLES / 2;
        return new SeriesSnapshot(
                before.chunks().with(head, compressedTo), copied(head, compressedTo, MAX_HEAD_SAMPLES));
    }

    /** Copies the samples from an index on to new arrays. */
    private static Series copied(Series series, int from, int capacity) {
        var size = series.to() - from;
        var atLeast = Math.max(INITIAL_CAPACITY, capacity);
        var times = new long[atLeast];
        var values = new double[atLeast];
        System.arraycopy(series.times(), from, times, 0, size);
        System.arraycopy(series.values(), from, values, 0, size);
        return new Series(series.labels(), times, values, series.extras().copyToStart(from, size, atLeast), 0, size);
    }

    // Readers may use the old arrays, so a late sample goes to new arrays.
    private Series insert(Series before, int index, Sample sample) {
        var copy = copied(before, before.from(), before.size() + 1);
        var at = index - before.from();
        var moved = copy.to() - at;
        var extras = copy.extras().withCapacityFor(sample, copy.times().length);
        System.arraycopy(copy.times(), at, copy.times(), at + 1, moved);
        System.arraycopy(copy.values(), at, copy.values(), at + 1, moved);
        extras.insertGap(at, moved);
        extras.put(at, withResetHint(copy, at, sample));
        copy.times()[at] = sample.time();
        copy.values()[at] = sample.value();
        var longer = new Series(labels, copy.times(), copy.values(), extras, 0, copy.to() + 1);
        updateResetHint(longer, at + 1);
        return longer;
    }

    /** The histogram after an inserted sample has another predecessor, so its reset hint changes. */
    private static void updateResetHint(Series series, int index) {
        if (index < series.to() && series.isHistogram(index)) {
            var next = Sample.of(series.times()[index], series.histogram(index))
                    .withStartTimestamp(series.startTimestamp(index));
            series.extras().put(index, withResetHint(series, index, next));
        }
    }
}
