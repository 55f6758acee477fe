package dev.tocsin.evaluation.samples;

/** Variance of a native histogram, for PromQL's {@code histogram_stdvar} and {@code histogram_stddev}. */
public final class HistogramVariance {
    private HistogramVariance() {}

    /** Assumes that all observations of a bucket are in its middle. */
    public static double variance(Histogram histogram) {
        var mean = histogram.sum() / histogram.count();
        var squares = new CompensatedSum();
        for (var bucket : histogram.buckets()) {
            var distance = bucket.midpoint() - mean;
            squares.add(bucket.count() * distance * distance);
        }
        return squares.plainResult() / histogram.count();
    }
}
