package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.samples.Bucket;
import dev.tocsin.evaluation.samples.Histogram;

/** PromQL's {@code histogram_fraction}: interpolated fraction of the observations between two numbers. */
final class HistogramFraction {
    private HistogramFraction() {}

    public static double between(double lower, double upper, Histogram histogram) {
        if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (below(upper, histogram) - below(lower, histogram)) / histogram.count();
    }

    /** Interpolated number of observations below a number. NaN observations are not below any number. */
    private static double below(double number, Histogram histogram) {
        var passed = 0.0;
        for (var bounded : histogram.interpolationBuckets()) {
            var bucket = fromZero(bounded);
            if (bucket.lower() >= number) {
                return Math.min(passed, histogram.count());
            }
            if (bucket.upper() > number) {
                return Math.min(passed + fractionBelow(bucket, number), histogram.count());
            }
            passed += bucket.count();
        }
        return Double.isNaN(histogram.sum()) ? Math.min(passed, histogram.count()) : histogram.count();
    }

    /** Custom buckets around zero are cut at zero, as in Prometheus. */
    private static Bucket fromZero(Bucket bucket) {
        var isAroundZero = bucket.kind() == Bucket.Kind.CUSTOM && bucket.lower() <= 0 && bucket.upper() >= 0;
        return isAroundZero ? bucket.with(0, bucket.upper()) : bucket;
    }

    private static double fractionBelow(Bucket bucket, double number) {
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return bucket.count();
        }
        return bucket.upper() == Double.POSITIVE_INFINITY ? 0 : bucket.count() * bucket.fractionBelow(number);
    }
}
