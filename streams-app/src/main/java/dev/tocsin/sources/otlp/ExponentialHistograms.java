package dev.tocsin.sources.otlp;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.sources.otlp.DataPoint.Buckets;
import dev.tocsin.sources.otlp.DataPoint.ExponentialPoint;

/** Translates exponential histograms of OTLP into native histograms. */
final class ExponentialHistograms {
    private static final int COARSEST = -4;

    /** Prometheus's threshold for producers that give none. */
    private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;

    private ExponentialHistograms() {}

    /**
     * The native histogram of a point. A scale that is finer than the finest schema is reduced.
     *
     * @param isGauge whether the counts are those of an interval
     * @throws IllegalArgumentException if there is no schema for the scale
     * @throws ArithmeticException if a bucket index is out of range
     */
    static Histogram toNative(ExponentialPoint point, boolean isGauge) {
        if (point.scale() < COARSEST) {
            throw new IllegalArgumentException(
                    "an exponential histogram has scale %d, but native histograms have %d or more"
                            .formatted(point.scale(), COARSEST));
        }
        var steps = Math.max(0, point.scale() - BucketLayout.FINEST);
        var threshold = point.zeroThreshold() == 0 ? DEFAULT_ZERO_THRESHOLD : point.zeroThreshold();
        return new Histogram(
                BucketLayout.exponential(point.scale() - steps, threshold),
                point.zeroCount(),
                point.count(),
                point.sum(),
                counts(point.positive(), steps),
                counts(point.negative(), steps),
                isGauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN);
    }

    // Bucket 0 of OTLP is (1, base], which is bucket 1 of a native histogram.
    private static BucketCounts counts(Buckets buckets, int steps) {
        var counts = buckets.counts();
        if (counts.length == 0) {
            return BucketCounts.NONE;
        }
        Math.addExact(buckets.offset(), counts.length);
        var floats = new double[counts.length];
        for (var i = 0; i < counts.length; i++) {
            floats[i] = PointReader.unsigned(counts[i]);
        }
        return BucketCounts.ofContiguous(Math.addExact(buckets.offset(), 1), floats)
                .reduceResolution(steps);
    }
}
