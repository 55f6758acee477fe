package dev.tocsin.evaluation.samples;

/** How far the observations lie from their mean. */
public final class HistogramVariance {
    private HistogramVariance() {}

    /** The variance, as if all observations of a bucket were in its middle. */
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
