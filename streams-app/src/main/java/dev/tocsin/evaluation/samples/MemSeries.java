package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * The samples of one series as they grow. One thread at a time writes, any number read: a reader is given a stretch
 * of the arrays, and the writer writes only behind it, or into a copy. Once there are many, the older numbers are packed;
 * series with histograms or starts are left as they are.
 */
final class MemSeries {
    private static final int INITIAL_CAPACITY = 8;

    /** So many samples are kept unpacked at most, and half of them at least: what most rules ask for. */
    private static final int MAX_HEAD_SAMPLES = 48;

    private final Labels labels;
    private volatile SeriesSnapshot snapshot;

    MemSeries(Labels labels) {
        this.labels = labels;
        this.snapshot = new SeriesSnapshot(
                ChunkList.NONE, new Series(labels, new long[INITIAL_CAPACITY], new double[INITIAL_CAPACITY], 0, 0));
    }

    Labels labels() {
        return labels;
    }

    /** The samples later than {@code after}, up to and with {@code until}. */
    Series read(long after, long until) {
        return snapshot.between(after, until);
    }

    int size() {
        return snapshot.size();
    }

    /** What the samples take of memory, about. */
    long bytes() {
        var now = snapshot;
        return now.chunks().bytes() + 16L * now.headSamples().times().length;
    }

    AppendResult append(long time, double value) {
        var before = snapshot.headSamples();
        var isNewest = before.size() == 0 || before.times()[before.to() - 1] < time;
        // Nearly all samples are numbers that are newer than all before.
        if (isNewest && before.to() < before.times().length && before.extras().isNone()) {
            snapshot = snapshot.with(add(before, time, value));
            return AppendResult.APPENDED;
        }
        return append(Sample.of(time, value));
    }

    AppendResult append(Sample sample) {
        if (sample.time() <= snapshot.chunkMaxTime()) {
            return appendOutOfOrder(sample);
        }
        var before = snapshot.headSamples();
        var place = before.firstAfter(sample.time());
        if (place > before.from() && before.times()[place - 1] == sample.time()) {
            return isSame(before, place - 1, sample) ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
        }
        if (place < before.to()) {
            snapshot = snapshot.with(insert(before, place, sample));
            return AppendResult.OUT_OF_ORDER;
        }
        if (before.to() == before.times().length) {
            snapshot = withCapacity(snapshot);
        }
        snapshot = snapshot.with(add(snapshot.headSamples(), sample));
        return AppendResult.APPENDED;
    }

    /** Among what is packed: which is rare, so that it may take its time. */
    private AppendResult appendOutOfOrder(Sample sample) {
        var there = snapshot.between(sample.time() - 1, sample.time());
        if (there.size() > 0) {
            return isSame(there, there.from(), sample) ? AppendResult.DUPLICATE : AppendResult.DUPLICATE_DIFFERENT;
        }
        var all = snapshot.decoded();
        snapshot = all.with(insert(all.headSamples(), all.headSamples().firstAfter(sample.time()), sample));
        return AppendResult.OUT_OF_ORDER;
    }

    /** Forgets the samples up to a time. @return how many */
    int truncate(long upTo) {
        var before = snapshot;
        var after = before.without(upTo);
        if (after.size() < before.size()) {
            snapshot = after;
        }
        return before.size() - after.size();
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

    /** A histogram is told whether it goes on from the one before; what is not known for certain stays unknown. */
    private static Sample withResetHint(Series series, int place, Sample sample) {
        if (!sample.isHistogram() || sample.histogram().resetHint() == CounterResetHint.GAUGE) {
            return sample;
        }
        var goesOn = place > series.from()
                && series.isHistogram(place - 1)
                && sample.histogram().isContinuationOf(series.histogram(place - 1));
        return sample.with(sample.histogram().with(goesOn ? CounterResetHint.NOT_RESET : CounterResetHint.UNKNOWN));
    }

    private Series add(Series before, long time, double value) {
        before.times()[before.to()] = time;
        before.values()[before.to()] = value;
        return new Series(labels, before.times(), before.values(), before.from(), before.to() + 1);
    }

    /** With room for more: older numbers are packed, if there are many. */
    private static SeriesSnapshot withCapacity(SeriesSnapshot before) {
        var newest = before.headSamples();
        if (newest.size() < MAX_HEAD_SAMPLES || !newest.extras().isNone()) {
            var room = newest.size() + (newest.size() >> 1) + 1;
            var isToBePacked = newest.extras().isNone();
            return before.with(copied(newest, newest.from(), isToBePacked ? Math.min(MAX_HEAD_SAMPLES, room) : room));
        }
        var packedTo = newest.to() - MAX_HEAD_SAMPLES / 2;
        return new SeriesSnapshot(before.chunks().with(newest, packedTo), copied(newest, packedTo, MAX_HEAD_SAMPLES));
    }

    /** A copy without what is before an index. */
    private static Series copied(Series series, int from, int room) {
        var size = series.to() - from;
        var atLeast = Math.max(INITIAL_CAPACITY, room);
        var times = new long[atLeast];
        var values = new double[atLeast];
        System.arraycopy(series.times(), from, times, 0, size);
        System.arraycopy(series.values(), from, values, 0, size);
        return new Series(series.labels(), times, values, series.extras().copyToStart(from, size, atLeast), 0, size);
    }

    // Readers hold the old arrays, so a late sample is put into new ones.
    private Series insert(Series before, int place, Sample sample) {
        var copy = copied(before, before.from(), before.size() + 1);
        var at = place - before.from();
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

    /** The next histogram was told how it follows from another. */
    private static void updateResetHint(Series series, int index) {
        if (series.isHistogram(index)) {
            var next = Sample.of(series.times()[index], series.histogram(index))
                    .withStartTimestamp(series.startTimestamp(index));
            series.extras().put(index, withResetHint(series, index, next));
        }
    }
}
