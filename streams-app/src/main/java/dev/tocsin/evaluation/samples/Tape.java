package dev.tocsin.evaluation.samples;

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
        var place = before.firstAfter(time);
        if (place > before.from() && before.times()[place - 1] == time) {
            return same(before.values()[place - 1], value) ? Appended.DUPLICATE : Appended.DUPLICATE_DIFFERENT;
        }
        if (place < before.to()) {
            stretch = insert(before, place, time, value);
            return Appended.OUT_OF_ORDER;
        }
        stretch = add(before.to() < before.times().length ? before : withRoom(before), time, value);
        return Appended.APPENDED;
    }

    /** Forgets the samples up to a time. @return how many */
    int trim(long upTo) {
        var before = stretch;
        var from = before.firstAfter(upTo);
        if (from > before.from()) {
            stretch = new Series(labels, before.times(), before.values(), from, before.to());
        }
        return from - before.from();
    }

    private static boolean same(double stored, double offered) {
        return Double.doubleToRawLongBits(stored) == Double.doubleToRawLongBits(offered);
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
        return new Series(labels, times, values, 0, size);
    }

    // Readers hold the old arrays, so a late sample is put into new ones.
    private Series insert(Series before, int place, long time, double value) {
        var copy = withRoom(before);
        var at = place - before.from();
        var moved = copy.to() - at;
        System.arraycopy(copy.times(), at, copy.times(), at + 1, moved);
        System.arraycopy(copy.values(), at, copy.values(), at + 1, moved);
        copy.times()[at] = time;
        copy.values()[at] = value;
        return new Series(labels, copy.times(), copy.values(), 0, copy.to() + 1);
    }
}
