package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import java.util.Arrays;

/**
 * The older numbers of a series, packed. Never changes.
 *
 * @param packs in order of time
 * @param forgottenUpTo what is not later is forgotten, though it may still be in the first pack
 * @param forgotten how many samples that is
 */
record History(Pack[] packs, long forgottenUpTo, int forgotten) {
    static final History NONE = new History(new Pack[0], Long.MIN_VALUE, 0);

    /** More in one pack would save little room, and cost more to read a few of. */
    private static final int FULL = 120;

    boolean isEmpty() {
        return packs.length == 0;
    }

    int size() {
        var size = -forgotten;
        for (var pack : packs) {
            size += pack.count();
        }
        return size;
    }

    long bytes() {
        var bytes = 0L;
        for (var pack : packs) {
            bytes += pack.bytes();
        }
        return bytes;
    }

    /** The time of the last sample; if there is none, longer ago than anything. */
    long last() {
        return isEmpty() ? Long.MIN_VALUE : packs[packs.length - 1].last();
    }

    /** With later samples of a series. */
    History with(Series later, int to) {
        var goesOn = !isEmpty() && packs[packs.length - 1].count() < FULL;
        var kept = goesOn ? packs.length - 1 : packs.length;
        var before = goesOn ? packs[kept].count() : 0;
        var added = to - later.from();
        var times = new long[before + added];
        var values = new double[before + added];
        if (goesOn) {
            packs[kept].unpack(times, values, 0);
        }
        System.arraycopy(later.times(), later.from(), times, before, added);
        System.arraycopy(later.values(), later.from(), values, before, added);
        var all = Arrays.copyOf(packs, kept + (times.length + FULL - 1) / FULL);
        for (var i = kept; i < all.length; i++) {
            var from = (i - kept) * FULL;
            all[i] = Pack.of(times, values, from, Math.min(times.length, from + FULL));
        }
        return new History(all, forgottenUpTo, forgotten);
    }

    /** Without the samples up to a time. */
    History without(long upTo) {
        var gone = 0;
        while (gone < packs.length && packs[gone].last() <= upTo) {
            gone++;
        }
        if (gone == packs.length) {
            return NONE;
        }
        if (gone == 0 && packs[0].first() > upTo) {
            return this;
        }
        var time = Math.max(upTo, forgottenUpTo);
        return new History(Arrays.copyOfRange(packs, gone, packs.length), time, packs[gone].countUpTo(time));
    }

    /** The samples later than {@code after}, up to and with {@code until}, and those of a series that follow on them. */
    Series read(Labels labels, Series newest, long after, long until) {
        var start = Math.max(after, forgottenUpTo);
        var first = 0;
        while (first < packs.length && packs[first].last() <= start) {
            first++;
        }
        var end = first;
        var size = 0;
        while (end < packs.length && packs[end].first() <= until) {
            size += packs[end++].count();
        }
        var followed = newest.between(after, until);
        var times = new long[size + followed.size()];
        var values = new double[times.length];
        var at = 0;
        for (var i = first; i < end; i++) {
            packs[i].unpack(times, values, at);
            at += packs[i].count();
        }
        System.arraycopy(followed.times(), followed.from(), times, at, followed.size());
        System.arraycopy(followed.values(), followed.from(), values, at, followed.size());
        var extras = followed.extras().placed(followed.from(), followed.size(), at);
        return new Series(labels, times, values, extras, 0, times.length).between(start, until);
    }
}
