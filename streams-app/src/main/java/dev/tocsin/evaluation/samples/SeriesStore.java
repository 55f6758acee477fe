package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
    /** Evaluations that record samples do not wait longer for the lock than these take. */
    private static final int ROWS_PER_LOCK = 1_000;
    /** As long as nothing evaluates, no sample is late. */
    private static final long NONE_SETTLED = Long.MAX_VALUE;

    private final int maxSeries;
    private final Predicate<Labels> kept;
    private final SeriesIndex index = new SeriesIndex();
    private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
    private final Object writeLock = new Object();
    private final AtomicLong samples = new AtomicLong();
    private volatile long truncatedUpTo = Long.MIN_VALUE;
    private volatile long sampleBytes;
    private final LateSeries late = new LateSeries();
    private final MetadataStore metadata = new MetadataStore();
    private final ExemplarStore exemplars;
    /** All evaluations up to this tick, in milliseconds since 1970, are done. */
    private volatile long settledTick = NONE_SETTLED;

    public SeriesStore(int maxSeries) {
        this(maxSeries, series -> true);
    }

    /** @param kept whether a series is kept: asked for each new one, and for all at each truncation */
    public SeriesStore(int maxSeries, Predicate<Labels> kept) {
        if (maxSeries < 1) {
            throw new IllegalArgumentException(
                    "maximum number of series is %d, but must be at least 1".formatted(maxSeries));
        }
        this.maxSeries = maxSeries;
        this.kept = kept;
        this.exemplars = new ExemplarStore(kept);
    }

    /** Appends a float sample that all evaluations see. @param time in milliseconds since 1970 */
    public AppendResult append(Labels labels, long time, double value) {
        return append(labels, time, series -> countStored(series.append(time, value)));
    }

    /** Appends a sample that all evaluations see. */
    public AppendResult append(Labels labels, Sample sample) {
        return append(labels, sample, SampleOrigin.UNMARKED);
    }

    /**
     * Appends a sample that was read from the samples topic. One that evaluations in progress must not see is kept from
     * them.
     */
    public AppendResult append(Labels labels, Sample sample, SampleOrigin origin) {
        return append(labels, sample.time(), series -> append(series, sample, origin));
    }

    /**
     * Appends samples of one record, as {@link #append(Labels, Sample, SampleOrigin)}.
     *
     * @param rejected receives the result of each sample that is lost
     */
    public void append(SampleColumns rows, SampleOrigin origin, Consumer<AppendResult> rejected) {
        for (var from = 0; from < rows.size(); from += ROWS_PER_LOCK) {
            var to = Math.min(rows.size(), from + ROWS_PER_LOCK);
            synchronized (writeLock) {
                append(rows, from, to, origin, rejected);
            }
        }
    }

    private void append(SampleColumns rows, int from, int to, SampleOrigin origin, Consumer<AppendResult> rejected) {
        Labels labels = null;
        MemSeries series = null;
        for (var row = from; row < to; row++) {
            var time = rows.time(row);
            if (time <= truncatedUpTo) {
                rejected.accept(AppendResult.TOO_OLD);
                continue;
            }
            if (rows.labels(row) != labels) {
                labels = rows.labels(row);
                series = getOrCreate(labels);
            }
            var result = series == null ? notCreated(labels) : append(series, rows, row, origin);
            if (result.isRejected()) {
                rejected.accept(result);
            }
        }
    }

    private AppendResult append(MemSeries series, SampleColumns rows, int row, SampleOrigin origin) {
        var time = rows.time(row);
        return rows.isPlainFloat(row) && !isLate(time, origin) && !series.hasLateSamples()
                ? countStored(series.append(time, rows.value(row)))
                : append(series, rows.sample(row), origin);
    }

    /** Whether evaluations in progress must not see a sample of this time. */
    private boolean isLate(long time, SampleOrigin origin) {
        return time <= origin.newestTick() && origin.newestTick() > settledTick;
    }

    private AppendResult append(MemSeries series, Sample sample, SampleOrigin origin) {
        if (isLate(sample.time(), origin) && late.hasRoomIn(series)) {
            return late.change(series, () -> series.appendLate(sample, origin));
        }
        // Appended first, so that a reader finds the sample in one of the two places.
        var appended = countStored(series.append(sample));
        if (series.hasLateSamples()) {
            late.change(series, () -> series.dropLate(sample.time()));
        }
        return appended;
    }

    /**
     * Appends a sample that a rule group has recorded on this instance. Only that group sees it, until the same sample is
     * read from the topic.
     *
     * @param source the rule group, as in {@link SampleOrigin}
     */
    public AppendResult appendRecorded(Labels labels, Sample sample, String source) {
        return append(labels, sample.time(), series -> append(series, sample, source));
    }

    private AppendResult append(MemSeries series, Sample sample, String source) {
        return late.hasRoomIn(series)
                ? late.change(series, () -> series.appendRecorded(sample, source))
                : countStored(series.append(sample));
    }

    private AppendResult append(Labels labels, long time, Function<MemSeries, AppendResult> append) {
        synchronized (writeLock) {
            if (time <= truncatedUpTo) {
                return AppendResult.TOO_OLD;
            }
            var series = getOrCreate(labels);
            return series == null ? notCreated(labels) : append.apply(series);
        }
    }

    private AppendResult countStored(AppendResult appended) {
        if (appended.isStored()) {
            samples.incrementAndGet();
        }
        return appended;
    }

    /**
     * All evaluations up to a tick are done: samples that were kept from them become visible to all. An earlier tick than
     * before changes nothing.
     *
     * @param tick in milliseconds since 1970
     */
    public void settle(long tick) {
        synchronized (writeLock) {
            settledTick = settledTick == NONE_SETTLED ? tick : Math.max(settledTick, tick);
            samples.addAndGet(late.settle(tick));
        }
    }

    /** The store as an evaluation sees it. */
    public Queryable as(Visibility visibility) {
        return (matchers, after, until, check, action) ->
                select(matchers, after, Math.min(until, visibility.tick()), check, visibility, action);
    }

    @Override
    public void select(List<Matcher> matchers, long after, long until, Runnable check, Consumer<Series> action) {
        select(matchers, after, until, check, Visibility.ALL, action);
    }

    private void select(
            List<Matcher> matchers,
            long after,
            long until,
            Runnable check,
            Visibility visibility,
            Consumer<Series> action) {
        for (var found : find(matchers, check)) {
            var series = found.read(after, until, visibility);
            if (series.size() > 0) {
                action.accept(series);
            }
        }
    }

    /**
     * Removes samples older than a time, series without samples, and those that are no longer kept. Later appends of older samples are rejected. The
     * bound never decreases.
     *
     * @param olderThan in milliseconds since 1970, exclusive
     */
    public void truncate(long olderThan) {
        metadata.truncate(olderThan);
        exemplars.truncate(olderThan);
        synchronized (writeLock) {
            truncatedUpTo = Math.max(truncatedUpTo, olderThan - 1);
            var removed = new HashSet<MemSeries>();
            var bytes = 0L;
            for (var series : index.allSeries()) {
                samples.addAndGet(-series.truncate(truncatedUpTo));
                bytes += series.bytes();
                if (series.size() == 0 || !series.hasLateSamples() && !kept.test(series.labels())) {
                    removed.add(series);
                    samples.addAndGet(-series.size());
                    bytes -= series.bytes();
                }
            }
            sampleBytes = bytes;
            if (!removed.isEmpty()) {
                locked(indexLock.writeLock(), () -> index.removeAll(removed));
            }
        }
    }

    public MetadataStore metadata() {
        return metadata;
    }

    public ExemplarStore exemplars() {
        return exemplars;
    }

    /** The first names of labels that begin with a text, in order. */
    public List<String> labelNames(String prefix, int most) {
        return locked(indexLock.readLock(), () -> index.names(prefix, most));
    }

    /** The first values of a label that begin with a text, in order. */
    public List<String> labelValues(String name, String prefix, int most) {
        return locked(indexLock.readLock(), () -> index.values(name, prefix, most));
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

    /** Finds or creates a series. Null if the series is new, and is not kept or the maximum is reached. */
    private MemSeries getOrCreate(Labels labels) {
        var existing = index.get(labels);
        if (existing != null || index.size() >= maxSeries || !kept.test(labels)) {
            return existing;
        }
        return locked(indexLock.writeLock(), () -> index.add(labels));
    }

    private AppendResult notCreated(Labels labels) {
        return kept.test(labels) ? AppendResult.LIMIT : AppendResult.NOT_KEPT;
    }

    private List<MemSeries> find(List<Matcher> matchers, Runnable check) {
        return locked(indexLock.readLock(), () -> index.find(matchers, check));
    }

    private static <T> T locked(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
