package dev.tocsin.evaluation.samples;

import java.util.Collections;
import java.util.List;

/** The number that some share of the observations does not exceed, guessed within a bucket. */
public final class HistogramQuantile {
    private HistogramQuantile() {}

    /** NaN, if nothing was observed, or if the share reaches into observations that are not numbers. */
    public static double of(double quantile, Histogram histogram) {
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (histogram.count() == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        // From the nearer end, so that fewer rounding errors add up; NaNs are beyond the upper end.
        var isFromBelow = quantile < 0.5 || Double.isNaN(histogram.sum());
        var buckets = histogram.interpolationBuckets();
        if (!isFromBelow) {
            Collections.reverse(buckets);
        }
        return walk(buckets, histogram, (isFromBelow ? quantile : 1 - quantile) * histogram.count(), isFromBelow);
    }

    private static double walk(List<Bucket> buckets, Histogram histogram, double rank, boolean isFromBelow) {
        var last = new Bucket(0, 0, 0, Bucket.Kind.ZERO);
        var passed = 0.0;
        for (var bucket : buckets) {
            last = bucket;
            passed += bucket.count();
            if (passed >= rank) {
                break;
            }
        }
        passed = Math.min(passed, histogram.count());
        if (passed < rank) {
            return Double.isNaN(histogram.sum()) ? Double.NaN : interpolate(last, 1);
        }
        var into = isFromBelow ? rank - (passed - last.count()) : passed - rank;
        return interpolate(last, into / last.count());
    }

    private static double interpolate(Bucket bucket, double share) {
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return bucket.upper();
        }
        if (bucket.upper() == Double.POSITIVE_INFINITY && bucket.isLinear()) {
            return bucket.lower();
        }
        return bucket.valueAtFraction(share);
    }
}
