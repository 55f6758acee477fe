package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Series;

/** Linear interpolation between samples. */
final class Interpolation {
    private Interpolation() {}

    static double between(long fromTime, double from, long toTime, double to, long time) {
        return from + (to - from) * (time - fromTime) / (toTime - fromTime);
    }

    /** Interpolates between a sample and the next one, which must have the same type. */
    static Point between(Series series, int index, long time) {
        var from = series.times()[index];
        var to = series.times()[index + 1];
        if (!series.isHistogram(index)) {
            return Point.of(between(from, series.values()[index], to, series.values()[index + 1], time));
        }
        var share = (double) (time - from) / (to - from);
        return Point.of(series.histogram(index)
                .times(1 - share)
                .plus(series.histogram(index + 1).times(share)));
    }

    /** Interpolates between zero at the time of a histogram and the next one. */
    static Point fromZero(Series series, int index, long time) {
        var from = series.times()[index];
        var share = (double) (time - from) / (series.times()[index + 1] - from);
        return Point.of(series.histogram(index + 1).times(share));
    }
}
