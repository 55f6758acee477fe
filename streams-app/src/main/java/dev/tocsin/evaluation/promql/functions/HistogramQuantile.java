package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.samples.Bucket;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.Collections;
import java.util.List;

/** PromQL's {@code histogram_quantile} for native histograms, interpolated within a bucket. */
final class HistogramQuantile {
    private HistogramQuantile() {}

    /** NaN if there are no observations, or if the rank falls on NaN observations. */
    static double of(double quantile, Histogram histogram) {
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (histogram.count() == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        // Start at the nearer end for fewer rounding errors. NaNs lie above the highest bucket.
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

    private static double interpolate(Bucket bucket, double fraction) {
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return bucket.upper();
        }
        if (bucket.upper() == Double.POSITIVE_INFINITY && bucket.isLinear()) {
            return bucket.lower();
        }
        return bucket.valueAtFraction(fraction);
    }
}
