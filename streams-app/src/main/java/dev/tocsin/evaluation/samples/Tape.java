package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;

/**
 * The samples of one series as they grow. One thread at a time writes, any number read: a reader is given a stretch
 * of the arrays, and the writer writes only behind it, or into a copy. Once there are many, the older numbers are packed;
 * series with histograms or starts are left as they are.
 */
final class Tape {
    private static final int FIRST_ROOM = 8;

    /** So many samples are kept unpacked at most, and half of them at least: what most rules ask for. */
    private static final int NEWEST = 48;

    private final Labels labels;
    private volatile Stretch stretch;

    Tape(Labels labels) {
        this.labels = labels;
        this.stretch =
                new Stretch(History.NONE, new Series(labels, new long[FIRST_ROOM], new double[FIRST_ROOM], 0, 0));
    }

    Labels labels() {
        return labels;
    }

    /** The samples later than {@code after}, up to and with {@code until}. */
    Series read(long after, long until) {
        return stretch.between(after, until);
    }

    int size() {
        return stretch.size();
    }

    /** What the samples take of memory, about. */
    long bytes() {
        var now = stretch;
        return now.history().bytes() + 16L * now.newest().times().length;
    }

    Appended append(long time, double value) {
        var before = stretch.newest();
        var isNewest = before.size() == 0 || before.times()[before.to() - 1] < time;
        // Nearly all samples are numbers that are newer than all before.
        if (isNewest && before.to() < before.times().length && before.extras().isNone()) {
            stretch = stretch.with(add(before, time, value));
            return Appended.APPENDED;
        }
        return append(Sample.of(time, value));
    }

    Appended append(Sample sample) {
        if (sample.time() <= stretch.packedUpTo()) {
            return appendLate(sample);
        }
        var before = stretch.newest();
        var place = before.firstAfter(sample.time());
        if (place > before.from() && before.times()[place - 1] == sample.time()) {
            return isSame(before, place - 1, sample) ? Appended.DUPLICATE : Appended.DUPLICATE_DIFFERENT;
        }
        if (place < before.to()) {
            stretch = stretch.with(insert(before, place, sample));
            return Appended.OUT_OF_ORDER;
        }
        if (before.to() == before.times().length) {
            stretch = withRoom(stretch);
        }
        stretch = stretch.with(add(stretch.newest(), sample));
        return Appended.APPENDED;
    }

    /** Among what is packed: which is rare, so that it may take its time. */
    private Appended appendLate(Sample sample) {
        var there = stretch.between(sample.time() - 1, sample.time());
        if (there.size() > 0) {
            return isSame(there, there.from(), sample) ? Appended.DUPLICATE : Appended.DUPLICATE_DIFFERENT;
        }
        var all = stretch.unpacked();
        stretch = all.with(insert(all.newest(), all.newest().firstAfter(sample.time()), sample));
        return Appended.OUT_OF_ORDER;
    }

    /** Forgets the samples up to a time. @return how many */
    int trim(long upTo) {
        var before = stretch;
        var after = before.without(upTo);
        if (after.size() < before.size()) {
            stretch = after;
        }
        return before.size() - after.size();
    }

    private static boolean isSame(Series stored, int index, Sample offered) {
        if (stored.isHistogram(index) || offered.isHistogram()) {
            return stored.isHistogram(index)
                    && offered.isHistogram()
                    && stored.histogram(index).isSame(offered.histogram());
        }
        return Double.doubleToRawLongBits(stored.values()[index]) == Double.doubleToRawLongBits(offered.value());
    }

    private Series add(Series before, Sample sample) {
        var extras = before.extras().fitting(sample, before.times().length);
        extras.put(before.to(), hinted(before, before.to(), sample));
        before.times()[before.to()] = sample.time();
        before.values()[before.to()] = sample.value();
        return new Series(labels, before.times(), before.values(), extras, before.from(), before.to() + 1);
    }

    /** A histogram is told whether it goes on from the one before; what is not known for certain stays unknown. */
    private static Sample hinted(Series series, int place, Sample sample) {
        if (!sample.isHistogram() || sample.histogram().hint() == ResetHint.GAUGE) {
            return sample;
        }
        var goesOn = place > series.from()
                && series.isHistogram(place - 1)
                && sample.histogram().goesOnFrom(series.histogram(place - 1));
        return sample.with(sample.histogram().with(goesOn ? ResetHint.NOT_RESET : ResetHint.UNKNOWN));
    }

    private Series add(Series before, long time, double value) {
        before.times()[before.to()] = time;
        before.values()[before.to()] = value;
        return new Series(labels, before.times(), before.values(), before.from(), before.to() + 1);
    }

    /** With room for more: older numbers are packed, if there are many. */
    private static Stretch withRoom(Stretch before) {
        var newest = before.newest();
        if (newest.size() < NEWEST || !newest.extras().isNone()) {
            var room = newest.size() + (newest.size() >> 1) + 1;
            var isToBePacked = newest.extras().isNone();
            return before.with(copied(newest, newest.from(), isToBePacked ? Math.min(NEWEST, room) : room));
        }
        var packedTo = newest.to() - NEWEST / 2;
        return new Stretch(before.history().with(newest, packedTo), copied(newest, packedTo, NEWEST));
    }

    /** A copy without what is before an index. */
    private static Series copied(Series series, int from, int room) {
        var size = series.to() - from;
        var atLeast = Math.max(FIRST_ROOM, room);
        var times = new long[atLeast];
        var values = new double[atLeast];
        System.arraycopy(series.times(), from, times, 0, size);
        System.arraycopy(series.values(), from, values, 0, size);
        return new Series(series.labels(), times, values, series.extras().moved(from, size, atLeast), 0, size);
    }

    // Readers hold the old arrays, so a late sample is put into new ones.
    private Series insert(Series before, int place, Sample sample) {
        var copy = copied(before, before.from(), before.size() + 1);
        var at = place - before.from();
        var moved = copy.to() - at;
        var extras = copy.extras().fitting(sample, copy.times().length);
        System.arraycopy(copy.times(), at, copy.times(), at + 1, moved);
        System.arraycopy(copy.values(), at, copy.values(), at + 1, moved);
        extras.shift(at, moved);
        extras.put(at, hinted(copy, at, sample));
        copy.times()[at] = sample.time();
        copy.values()[at] = sample.value();
        var longer = new Series(labels, copy.times(), copy.values(), extras, 0, copy.to() + 1);
        rehint(longer, at + 1);
        return longer;
    }

    /** The next histogram was told how it follows from another. */
    private static void rehint(Series series, int index) {
        if (series.isHistogram(index)) {
            var next = Sample.of(series.times()[index], series.histogram(index)).startingAt(series.start(index));
            series.extras().put(index, hinted(series, index, next));
        }
    }
}
