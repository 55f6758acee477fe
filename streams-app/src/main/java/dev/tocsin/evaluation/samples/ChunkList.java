package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import java.util.Arrays;

/**
 * Immutable list of the compressed chunks of a series, in order of time.
 *
 * @param truncatedUpTo samples up to this time do not count, though the first chunk may still contain some
 * @param truncatedCount number of such samples in the first chunk
 */
record ChunkList(XorChunk[] chunks, long truncatedUpTo, int truncatedCount) {
    static final ChunkList NONE = new ChunkList(new XorChunk[0], Long.MIN_VALUE, 0);

    /** As in Prometheus. Larger chunks would save little memory and make short reads slower. */
    private static final int MAX_SAMPLES_PER_CHUNK = 120;

    boolean isEmpty() {
        return chunks.length == 0;
    }

    int size() {
        var size = -truncatedCount;
        for (var chunk : chunks) {
            size += chunk.count();
        }
        return size;
    }

    long bytes() {
        var bytes = 0L;
        for (var chunk : chunks) {
            bytes += chunk.bytes();
        }
        return bytes;
    }

    /** Timestamp of the last sample; the smallest possible number if there is none. */
    long maxTime() {
        return isEmpty() ? Long.MIN_VALUE : chunks[chunks.length - 1].maxTime();
    }

    /** Appends samples of a series, from its first one up to the index {@code to}, exclusive. Refills the last chunk. */
    ChunkList with(Series later, int to) {
        var isRefilled = !isEmpty() && chunks[chunks.length - 1].count() < MAX_SAMPLES_PER_CHUNK;
        var kept = isRefilled ? chunks.length - 1 : chunks.length;
        var before = isRefilled ? chunks[kept].count() : 0;
        var added = to - later.from();
        var times = new long[before + added];
        var values = new double[before + added];
        if (isRefilled) {
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

    /** Removes the samples up to a time, inclusive. */
    ChunkList without(long upTo) {
        var removed = 0;
        while (removed < chunks.length && chunks[removed].maxTime() <= upTo) {
            removed++;
        }
        if (removed == chunks.length) {
            return NONE;
        }
        if (removed == 0 && chunks[0].minTime() > upTo) {
            return this;
        }
        var time = Math.max(upTo, truncatedUpTo);
        return new ChunkList(Arrays.copyOfRange(chunks, removed, chunks.length), time, chunks[removed].countUpTo(time));
    }

    /** Decodes the samples in ({@code after}, {@code until}] and appends those of the head. */
    Series read(Labels labels, Series head, long after, long until) {
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
        var newest = head.between(after, until);
        var times = new long[size + newest.size()];
        var values = new double[times.length];
        var at = 0;
        for (var i = first; i < end; i++) {
            chunks[i].decode(times, values, at);
            at += chunks[i].count();
        }
        System.arraycopy(newest.times(), newest.from(), times, at, newest.size());
        System.arraycopy(newest.values(), newest.from(), values, at, newest.size());
        var extras = newest.extras().copyTo(newest.from(), newest.size(), at);
        return new Series(labels, times, values, extras, 0, times.length).between(start, until);
    }
}
