package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * In-memory time series database: all samples since the last {@link #truncate truncation}.
 *
 * <p>Out-of-order samples are accepted unless they are older than the truncation. So stores that get the same samples in
 * different orders give the same results. The one exception: of two different samples of a series with the same
 * timestamp, the first is kept.
 *
 * <p>Thread-safe. Appends to existing series and reads never wait for each other.
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
            throw new IllegalArgumentException(
                    "maximum number of series is %d, but must be at least 1".formatted(maxSeries));
        }
        this.maxSeries = maxSeries;
    }

    /** Appends a float sample. @param time in milliseconds since 1970 */
    public AppendResult append(Labels labels, long time, double value) {
        return append(labels, time, series -> series.append(time, value));
    }

    public AppendResult append(Labels labels, Sample sample) {
        return append(labels, sample.time(), series -> series.append(sample));
    }

    private AppendResult append(Labels labels, long time, Function<MemSeries, AppendResult> append) {
        synchronized (writeLock) {
            if (time <= truncatedUpTo) {
                return AppendResult.TOO_OLD;
            }
            var series = getOrCreate(labels);
            if (series == null) {
                return AppendResult.LIMIT;
            }
            var appended = append.apply(series);
            if (appended.isStored()) {
                samples.incrementAndGet();
            }
            return appended;
        }
    }

    @Override
    public void select(List<Matcher> matchers, long after, long until, Runnable check, Consumer<Series> action) {
        for (var found : find(matchers, check)) {
            var series = found.read(after, until);
            if (series.size() > 0) {
                action.accept(series);
            }
        }
    }

    /**
     * Removes samples older than a time, and series without samples. Later appends of older samples are rejected. The
     * bound never decreases.
     *
     * @param olderThan in milliseconds since 1970, exclusive
     */
    public void truncate(long olderThan) {
        synchronized (writeLock) {
            truncatedUpTo = Math.max(truncatedUpTo, olderThan - 1);
            var empty = new HashSet<MemSeries>();
            var bytes = 0L;
            for (var series : index.allSeries()) {
                samples.addAndGet(-series.truncate(truncatedUpTo));
                bytes += series.bytes();
                if (series.size() == 0) {
                    empty.add(series);
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

    public int maxSeries() {
        return maxSeries;
    }

    /**
     * Approximate memory of the samples in bytes at the last truncation. Does not include histograms, labels and the
     * index.
     */
    public long sampleBytes() {
        return sampleBytes;
    }

    /** Finds or creates a series. Null if the series is new and the maximum is reached. */
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

    private List<MemSeries> find(List<Matcher> matchers, Runnable check) {
        indexLock.readLock().lock();
        try {
            return index.find(matchers, check);
        } finally {
            indexLock.readLock().unlock();
        }
    }

    private void remove(Set<MemSeries> some) {
        indexLock.writeLock().lock();
        try {
            index.removeAll(some);
        } finally {
            indexLock.writeLock().unlock();
        }
    }
}
