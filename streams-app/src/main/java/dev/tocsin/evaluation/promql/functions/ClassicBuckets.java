package dev.tocsin.evaluation.promql.functions;

import java.util.Arrays;

/**
 * The cumulative buckets of a classic histogram at one step. Upper bounds are strictly increasing and the last one is
 * +Inf. Counts are monotonic.
 */
record ClassicBuckets(double[] bounds, double[] counts, boolean forcedMonotonic) {
    /** Relative differences below this value are rounding errors. */
    private static final double SMALL_DELTA_TOLERANCE = 1e-12;

    /** A histogram without a +Inf bucket. Its quantiles and fractions are NaN. */
    private static final ClassicBuckets INVALID = new ClassicBuckets(new double[0], new double[0], false);

    /** Merges buckets with equal bounds. The bounds must be sorted. Changes the arrays. */
    static ClassicBuckets of(double[] bounds, double[] counts, int size) {
        if (size == 0 || bounds[size - 1] != Double.POSITIVE_INFINITY) {
            return INVALID;
        }
        var distinct = 0;
        for (var i = 1; i < size; i++) {
            if (bounds[i] == bounds[distinct]) {
                counts[distinct] += counts[i];
            } else {
                distinct++;
                bounds[distinct] = bounds[i];
                counts[distinct] = counts[i];
            }
        }
        var forced = ensureMonotonic(counts, distinct + 1);
        return new ClassicBuckets(Arrays.copyOf(bounds, distinct + 1), Arrays.copyOf(counts, distinct + 1), forced);
    }

    /** @return whether a difference larger than a rounding error was corrected */
    private static boolean ensureMonotonic(double[] counts, int size) {
        var forced = false;
        for (var i = 1; i < size; i++) {
            var before = counts[i - 1];
            if (counts[i] == before) {
                continue;
            }
            if (Math.abs(counts[i] - before) / (Math.abs(counts[i]) + Math.abs(before)) < SMALL_DELTA_TOLERANCE) {
                counts[i] = before;
            } else if (counts[i] < before) {
                counts[i] = before;
                forced = true;
            }
        }
        return forced;
    }

    double quantile(double quantile) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (bounds.length < 2 || total() == 0 || Double.isNaN(total())) {
            return Double.NaN;
        }
        var rank = quantile * total();
        var bucket = 0;
        while (bucket < bounds.length - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        return interpolateQuantile(bucket, rank);
    }

    private double interpolateQuantile(int bucket, double rank) {
        if (bucket == bounds.length - 1) {
            return bounds[bounds.length - 2];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        var start = bucket == 0 ? 0 : bounds[bucket - 1];
        var below = bucket == 0 ? 0 : counts[bucket - 1];
        return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
    }

    /** The fraction of the observations between two values. */
    double fraction(double lower, double upper) {
        if (bounds.length == 0 || total() == 0 || Double.isNaN(total())) {
            return Double.NaN;
        }
        if (Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (rankOf(upper) - rankOf(lower)) / total();
    }

    /** The estimated number of observations below a value. */
    private double rankOf(double value) {
        for (var i = 0; i < bounds.length; i++) {
            var start = lowerBound(i);
            var below = i == 0 ? 0 : counts[i - 1];
            if (value <= start) {
                return Math.min(below, total());
            }
            if (value < bounds[i]) {
                return Math.min(interpolateRank(i, start, below, value), total());
            }
        }
        return total();
    }

    private double interpolateRank(int bucket, double start, double below, double value) {
        if (start == Double.NEGATIVE_INFINITY) {
            return counts[bucket];
        }
        if (bounds[bucket] == Double.POSITIVE_INFINITY) {
            return below;
        }
        return below + (counts[bucket] - below) * (value - start) / (bounds[bucket] - start);
    }

    private double lowerBound(int bucket) {
        if (bucket > 0) {
            return bounds[bucket - 1];
        }
        return bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
    }

    private double total() {
        return counts[counts.length - 1];
    }
}
