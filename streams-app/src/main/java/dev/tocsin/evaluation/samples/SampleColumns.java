package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;

/**
 * New samples of any series in arrays, one row for each sample. It is filled again for each batch, so that no object is
 * made per sample. Not thread-safe.
 */
public final class SampleColumns {
    private static final int INITIAL_CAPACITY = 256;

    /** Larger arrays are not kept for the next batch. */
    private static final int MAX_KEPT_CAPACITY = 64 * 1024;

    private Labels[] labels;
    private long[] times;
    private double[] values;
    private long[] starts;
    private Histogram[] histograms;
    private int size;
    private boolean hasHistograms;

    public SampleColumns() {
        allocate(INITIAL_CAPACITY);
    }

    public void clear() {
        if (times.length > MAX_KEPT_CAPACITY) {
            allocate(INITIAL_CAPACITY);
        } else {
            // Label sets and histograms of the batch before must not stay in memory.
            Arrays.fill(labels, 0, size, null);
            if (hasHistograms) {
                Arrays.fill(histograms, 0, size, null);
            }
        }
        size = 0;
        hasHistograms = false;
    }

    /** Adds a float sample. @param start as of {@link Sample#startTimestamp} */
    public void add(Labels series, long time, double value, long start) {
        if (size == times.length) {
            grow();
        }
        labels[size] = series;
        times[size] = time;
        values[size] = value;
        starts[size] = start;
        size++;
    }

    public void add(Labels series, Sample sample) {
        add(series, sample.time(), sample.value(), sample.startTimestamp());
        if (sample.isHistogram()) {
            histograms[size - 1] = sample.histogram();
            hasHistograms = true;
        }
    }

    public int size() {
        return size;
    }

    public Labels labels(int row) {
        return labels[row];
    }

    /** In milliseconds since 1970. */
    public long time(int row) {
        return times[row];
    }

    /** The float; NaN if the sample is a histogram. */
    public double value(int row) {
        return values[row];
    }

    public Sample sample(int row) {
        var sample = hasHistograms && histograms[row] != null
                ? Sample.of(times[row], histograms[row])
                : Sample.of(times[row], values[row]);
        return starts[row] == 0 ? sample : sample.withStartTimestamp(starts[row]);
    }

    /** Whether the sample has nothing but a time and a float. */
    boolean isPlainFloat(int row) {
        return starts[row] == 0 && (!hasHistograms || histograms[row] == null);
    }

    /** Removes the rows that do not meet a condition. It is tested once for each row, in order. */
    public void keepIf(IntPredicate condition) {
        var kept = 0;
        for (var row = 0; row < size; row++) {
            if (condition.test(row)) {
                move(row, kept++);
            }
        }
        Arrays.fill(labels, kept, size, null);
        if (hasHistograms) {
            Arrays.fill(histograms, kept, size, null);
        }
        size = kept;
    }

    private void move(int from, int to) {
        if (from != to) {
            labels[to] = labels[from];
            times[to] = times[from];
            values[to] = values[from];
            starts[to] = starts[from];
            histograms[to] = histograms[from];
        }
    }

    /** Sorts the rows from an index on, which must belong to one series, by time. The sort is stable. */
    public void sortByTime(int from) {
        var series = labels[from];
        var samples = new ArrayList<Sample>(size - from);
        for (var row = from; row < size; row++) {
            samples.add(sample(row));
            histograms[row] = null;
        }
        samples.sort(Comparator.comparingLong(Sample::time));
        size = from;
        samples.forEach(sample -> add(series, sample));
    }

    private void allocate(int capacity) {
        labels = new Labels[capacity];
        times = new long[capacity];
        values = new double[capacity];
        starts = new long[capacity];
        histograms = new Histogram[capacity];
    }

    private void grow() {
        var capacity = 2 * size;
        labels = Arrays.copyOf(labels, capacity);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        starts = Arrays.copyOf(starts, capacity);
        histograms = Arrays.copyOf(histograms, capacity);
    }
}
