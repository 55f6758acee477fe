package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Series;

/** Values on straight lines between samples. */
final class Interpolation {
    private Interpolation() {}

    static double between(long fromTime, double from, long toTime, double to, long time) {
        return from + (to - from) * (time - fromTime) / (toTime - fromTime);
    }

    /** Between a sample and the next, which is one of the same kind. */
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
}
