package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * All series and their samples, from the time that the store was last trimmed to until now.
 *
 * <p>A late sample is put into its place as long as it is not older than the last trimming, so that stores that were
 * offered the same samples in different orders answer the same. The one exception is two values for one time of one
 * series, of which the first stays.
 *
 * <p>Safe for any number of threads. Appending to a series that exists never waits for a reader, nor a reader for it.
 */
public final class SeriesStore implements Queryable {
    private final int maxSeries;
    private final SeriesIndex index = new SeriesIndex();
    private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
    private final Object writeLock = new Object();
    private final AtomicLong samples = new AtomicLong();
    private volatile long truncatedUpTo = Long.MIN_VALUE;
    private volatile long sampleBytes;

    public SeriesStore(int maxSeries) {
        if (maxSeries < 1) {
            throw new IllegalArgumentException("a store of at most %d series can hold nothing".formatted(maxSeries));
        }
        this.maxSeries = maxSeries;
    }

    /** Offers a number. @param time in milliseconds since 1970 */
    public AppendResult append(Labels labels, long time, double value) {
        return append(labels, time, tape -> tape.append(time, value));
    }

    /** Offers a sample. */
    public AppendResult append(Labels labels, Sample sample) {
        return append(labels, sample.time(), tape -> tape.append(sample));
    }

    private AppendResult append(Labels labels, long time, Function<MemSeries, AppendResult> offer) {
        synchronized (writeLock) {
            if (time <= truncatedUpTo) {
                return AppendResult.TOO_OLD;
            }
            var tape = getOrCreate(labels);
            if (tape == null) {
                return AppendResult.LIMIT;
            }
            var appended = offer.apply(tape);
            if (appended.isStored()) {
                samples.incrementAndGet();
            }
            return appended;
        }
    }

    @Override
    public List<Series> select(List<Matcher> matchers, long after, long until) {
        var selected = new ArrayList<Series>();
        for (var tape : find(matchers)) {
            var series = tape.read(after, until);
            if (series.size() > 0) {
                selected.add(series);
            }
        }
        return selected;
    }

    /**
     * Forgets the samples older than a time, and the series that have none left. From then on such samples are not
     * taken any more; the bound never goes back.
     *
     * @param olderThan in milliseconds since 1970; a sample of that very time stays
     */
    public void truncate(long olderThan) {
        synchronized (writeLock) {
            truncatedUpTo = Math.max(truncatedUpTo, olderThan - 1);
            var empty = new HashSet<MemSeries>();
            var bytes = 0L;
            for (var tape : index.all()) {
                samples.addAndGet(-tape.truncate(truncatedUpTo));
                bytes += tape.bytes();
                if (tape.size() == 0) {
                    empty.add(tape);
                }
            }
            sampleBytes = bytes;
            if (!empty.isEmpty()) {
                remove(empty);
            }
        }
    }

    public int seriesCount() {
        return index.size();
    }

    public long sampleCount() {
        return samples.get();
    }

    /** How many series there may be. */
    public int maxSeries() {
        return maxSeries;
    }

    /**
     * What the samples took of memory, about, when the store was trimmed last; without histograms, and without labels
     * and what finds them.
     */
    public long sampleBytes() {
        return sampleBytes;
    }

    /** The series with these labels, new if need be; null if there may be no more series. */
    private MemSeries getOrCreate(Labels labels) {
        var existing = index.get(labels);
        if (existing != null || index.size() >= maxSeries) {
            return existing;
        }
        indexLock.writeLock().lock();
        try {
            return index.add(labels);
        } finally {
            indexLock.writeLock().unlock();
        }
    }

    private List<MemSeries> find(List<Matcher> matchers) {
        indexLock.readLock().lock();
        try {
            return index.find(matchers);
        } finally {
            indexLock.readLock().unlock();
        }
    }

    private void remove(Set<MemSeries> tapes) {
        indexLock.writeLock().lock();
        try {
            index.removeAll(tapes);
        } finally {
            indexLock.writeLock().unlock();
        }
    }
}
