package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import java.util.List;
import java.util.stream.IntStream;

/** A window over the samples of one series. It moves forward from step to step. */
final class Window {
    final long[] times;
    final double[] values;
    private final Series series;
    private final long range;
    private final boolean hasEdges;
    private long end;
    private int from;
    private int to;

    Window(Series series, long range) {
        this(series, range, false);
    }

    private Window(Series series, long range, boolean hasEdges) {
        this.hasEdges = hasEdges;
        this.series = series;
        this.times = series.times();
        this.values = series.values();
        this.range = range;
        this.from = series.from();
        this.to = series.from();
    }

    /** A window with a sample on each edge. */
    static Window withEdges(Series series, long range) {
        return new Window(series, range, true);
    }

    /** Moves the window to a new end, which must not be earlier. */
    void moveTo(long newEnd) {
        end = newEnd;
        while (to < series.to() && times[to] <= end) {
            to++;
        }
        while (from < to && (hasEdges ? times[from] < end - range : times[from] <= end - range)) {
            from++;
        }
    }

    String metric() {
        return series.labels().metricName();
    }

    boolean isHistogram(int index) {
        return series.isHistogram(index);
    }

    Point at(int index) {
        return Point.of(series, index);
    }

    Histogram histogram(int index) {
        return series.histogram(index);
    }

    /** The start timestamp of a sample, in milliseconds since 1970; 0 if unknown. */
    long startTimestamp(int index) {
        return series.startTimestamp(index);
    }

    /** Whether any sample may have a start timestamp. */
    boolean hasStartTimestamps() {
        return series.extras().startTimestamps().length > 0;
    }

    double secondsBetweenLast() {
        return (times[to - 1] - times[to - 2]) / 1e3;
    }

    /** The number of histograms. */
    int histogramCount() {
        var count = 0;
        for (var i = from; i < to; i++) {
            count += series.isHistogram(i) ? 1 : 0;
        }
        return count;
    }

    /** All samples, which must be histograms. */
    List<Histogram> histograms() {
        return IntStream.range(from, to).mapToObj(series::histogram).toList();
    }

    /** The same window with only its floats. */
    Window withoutHistograms() {
        var floats = IntStream.range(from, to)
                .filter(index -> !series.isHistogram(index))
                .toArray();
        var window = new Window(series.filter(floats), range, hasEdges);
        window.moveTo(end);
        return window;
    }

    /** Whether there is a sample on each edge, so that nothing is extrapolated. */
    boolean hasEdges() {
        return hasEdges;
    }

    /** The index of the first sample. */
    int from() {
        return from;
    }

    /** The index after the last sample. */
    int to() {
        return to;
    }

    int size() {
        return to - from;
    }

    double first() {
        return values[from];
    }

    double last() {
        return values[to - 1];
    }

    long start() {
        return end - range;
    }

    long end() {
        return end;
    }

    double rangeSeconds() {
        // As Go's Duration.Seconds, which adds the whole seconds and the rest.
        return range / 1_000 + (range % 1_000) * 1_000_000 / 1e9;
    }

    /** The seconds between the first sample and the last. */
    double sampledSeconds() {
        return (times[to - 1] - times[from]) / 1e3;
    }
}
