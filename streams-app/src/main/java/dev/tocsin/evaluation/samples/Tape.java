package dev.tocsin.evaluation.samples;

import dev.tocsin.evaluation.histograms.ResetHint;
import dev.tocsin.labels.Labels;

/**
 * The samples of one series as they grow. One thread at a time writes, any number read: a reader is given a stretch
 * of the arrays, and the writer writes only behind it, or into a copy.
 */
final class Tape {
    private static final int FIRST_ROOM = 16;

    private final Labels labels;
    private volatile Series stretch;

    Tape(Labels labels) {
        this.labels = labels;
        this.stretch = new Series(labels, new long[FIRST_ROOM], new double[FIRST_ROOM], 0, 0);
    }

    Labels labels() {
        return labels;
    }

    Series read() {
        return stretch;
    }

    Appended append(long time, double value) {
        var before = stretch;
        var isNewest = before.size() == 0 || before.times()[before.to() - 1] < time;
        // Nearly all samples are numbers that are newer than all before.
        if (isNewest && before.to() < before.times().length && before.extras().isNone()) {
            stretch = add(before, time, value);
            return Appended.APPENDED;
        }
        return append(Sample.of(time, value));
    }

    Appended append(Sample sample) {
        var before = stretch;
        var place = before.firstAfter(sample.time());
        if (place > before.from() && before.times()[place - 1] == sample.time()) {
            return isSame(before, place - 1, sample) ? Appended.DUPLICATE : Appended.DUPLICATE_DIFFERENT;
        }
        if (place < before.to()) {
            stretch = insert(before, place, sample);
            return Appended.OUT_OF_ORDER;
        }
        stretch = add(before.to() < before.times().length ? before : withRoom(before), sample);
        return Appended.APPENDED;
    }

    /** Forgets the samples up to a time. @return how many */
    int trim(long upTo) {
        var before = stretch;
        var from = before.firstAfter(upTo);
        if (from > before.from()) {
            stretch = new Series(labels, before.times(), before.values(), before.extras(), from, before.to());
        }
        return from - before.from();
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

    /** A copy without what was trimmed, half as large again as what is left. */
    private Series withRoom(Series before) {
        var size = before.size();
        var room = Math.max(FIRST_ROOM, size + (size >> 1) + 1);
        var times = new long[room];
        var values = new double[room];
        System.arraycopy(before.times(), before.from(), times, 0, size);
        System.arraycopy(before.values(), before.from(), values, 0, size);
        return new Series(labels, times, values, before.extras().moved(before.from(), size, room), 0, size);
    }

    // Readers hold the old arrays, so a late sample is put into new ones.
    private Series insert(Series before, int place, Sample sample) {
        var copy = withRoom(before);
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
