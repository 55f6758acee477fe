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
record ChunkList(XorChunk[] chunks, long truncatedUpTo, int truncatedCount) {
    static final ChunkList NONE = new ChunkList(new XorChunk[0], Long.MIN_VALUE, 0);

    /** More in one pack would save little room, and cost more to read a few of. */
    private static final int MAX_SAMPLES_PER_CHUNK = 120;

    boolean isEmpty() {
        return chunks.length == 0;
    }

    int size() {
        var size = -truncatedCount;
        for (var pack : chunks) {
            size += pack.count();
        }
        return size;
    }

    long bytes() {
        var bytes = 0L;
        for (var pack : chunks) {
            bytes += pack.bytes();
        }
        return bytes;
    }

    /** The time of the last sample; if there is none, longer ago than anything. */
    long maxTime() {
        return isEmpty() ? Long.MIN_VALUE : chunks[chunks.length - 1].maxTime();
    }

    /** With later samples of a series. */
    ChunkList with(Series later, int to) {
        var goesOn = !isEmpty() && chunks[chunks.length - 1].count() < MAX_SAMPLES_PER_CHUNK;
        var kept = goesOn ? chunks.length - 1 : chunks.length;
        var before = goesOn ? chunks[kept].count() : 0;
        var added = to - later.from();
        var times = new long[before + added];
        var values = new double[before + added];
        if (goesOn) {
            chunks[kept].decode(times, values, 0);
        }
        System.arraycopy(later.times(), later.from(), times, before, added);
        System.arraycopy(later.values(), later.from(), values, before, added);
        var all = Arrays.copyOf(chunks, kept + (times.length + MAX_SAMPLES_PER_CHUNK - 1) / MAX_SAMPLES_PER_CHUNK);
        for (var i = kept; i < all.length; i++) {
            var from = (i - kept) * MAX_SAMPLES_PER_CHUNK;
            all[i] = XorChunk.of(times, values, from, Math.min(times.length, from + MAX_SAMPLES_PER_CHUNK));
        }
        return new ChunkList(all, truncatedUpTo, truncatedCount);
    }

    /** Without the samples up to a time. */
    ChunkList without(long upTo) {
        var gone = 0;
        while (gone < chunks.length && chunks[gone].maxTime() <= upTo) {
            gone++;
        }
        if (gone == chunks.length) {
            return NONE;
        }
        if (gone == 0 && chunks[0].minTime() > upTo) {
            return this;
        }
        var time = Math.max(upTo, truncatedUpTo);
        return new ChunkList(Arrays.copyOfRange(chunks, gone, chunks.length), time, chunks[gone].countUpTo(time));
    }

    /** The samples later than {@code after}, up to and with {@code until}, and those of a series that follow on them. */
    Series read(Labels labels, Series newest, long after, long until) {
        var start = Math.max(after, truncatedUpTo);
        var first = 0;
        while (first < chunks.length && chunks[first].maxTime() <= start) {
            first++;
        }
        var end = first;
        var size = 0;
        while (end < chunks.length && chunks[end].minTime() <= until) {
            size += chunks[end++].count();
        }
        var followed = newest.between(after, until);
        var times = new long[size + followed.size()];
        var values = new double[times.length];
        var at = 0;
        for (var i = first; i < end; i++) {
            chunks[i].decode(times, values, at);
            at += chunks[i].count();
        }
        System.arraycopy(followed.times(), followed.from(), times, at, followed.size());
        System.arraycopy(followed.values(), followed.from(), values, at, followed.size());
        var extras = followed.extras().copyTo(followed.from(), followed.size(), at);
        return new Series(labels, times, values, extras, 0, times.length).between(start, until);
    }
}
