package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.samples.CompensatedSum;
import dev.tocsin.evaluation.samples.Histogram;

/** Variance of a native histogram, for PromQL's {@code histogram_stdvar} and {@code histogram_stddev}. */
final class HistogramVariance {
    private HistogramVariance() {}

    /** Assumes that all observations of a bucket are in its middle. */
    static double variance(Histogram histogram) {
        var mean = histogram.sum() / histogram.count();
        var squares = new CompensatedSum();
        for (var bucket : histogram.buckets()) {
            var distance = bucket.midpoint() - mean;
            squares.add(bucket.count() * distance * distance);
        }
        return squares.plainResult() / histogram.count();
    }
}
