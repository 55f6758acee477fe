package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.samples.Series;

/** The samples of one series in a window that moves on from step to step. */
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

    /** A window that has a sample on each of its edges. */
    static Window withEdges(Series series, long range) {
        return new Window(series, range, true);
    }

    /** Moves on to a window that does not end earlier. */
    void moveTo(long newEnd) {
        end = newEnd;
        while (to < series.to() && times[to] <= end) {
            to++;
        }
        while (from < to && (hasEdges ? times[from] < end - range : times[from] <= end - range)) {
            from++;
        }
    }

    /** Whether it has a sample on each of its edges, so that nothing is left to be guessed. */
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
        return range / 1e3;
    }

    /** The seconds between the first sample and the last. */
    double span() {
        return (times[to - 1] - times[from]) / 1e3;
    }
}
