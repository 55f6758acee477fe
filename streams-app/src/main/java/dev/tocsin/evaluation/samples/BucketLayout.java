package dev.tocsin.evaluation.samples;

import java.util.Arrays;

/**
 * Bucket bounds of a native histogram: exponential, or custom (NHCB).
 *
 * @param schema bounds grow by the factor 2^(2^-schema), from -4 to 8; {@link #CUSTOM} for custom bounds
 * @param zeroThreshold upper bound of the zero bucket, whose lower bound is the negative of it; 0 for custom bounds
 * @param bounds custom upper bounds, strictly increasing, without the implicit last bound +Inf; empty for exponential bounds
 */
public record BucketLayout(int schema, double zeroThreshold, double... bounds) {
    public static final int CUSTOM = -53;
    public static final int FINEST = 8;
    private static final int COARSEST = -4;

    /** By schema, the bounds between 1 and 2: powers of the growth factor. */
    private static final double[][] ROOTS = new double[FINEST + 1][];

    static {
        for (var schema = 0; schema <= FINEST; schema++) {
            ROOTS[schema] = new double[1 << schema];
            for (var i = 0; i < ROOTS[schema].length; i++) {
                ROOTS[schema][i] = Math.pow(2, Math.scalb((double) i, -schema));
            }
        }
    }

    public BucketLayout {
        bounds = bounds.clone();
        if (schema != CUSTOM && (schema < COARSEST || schema > FINEST)) {
            throw new IllegalArgumentException(
                    "schema is %d, but must be from %d to %d, or %d".formatted(schema, COARSEST, FINEST, CUSTOM));
        }
        if (schema == CUSTOM && zeroThreshold != 0) {
            throw new IllegalArgumentException("zero threshold must be 0 for custom buckets");
        }
        if (schema != CUSTOM && bounds.length > 0) {
            throw new IllegalArgumentException("only schema %d has custom bounds".formatted(CUSTOM));
        }
        for (var i = 1; i < bounds.length; i++) {
            if (!(bounds[i] > bounds[i - 1])) {
                throw new IllegalArgumentException("bounds must increase, but are " + Arrays.toString(bounds));
            }
        }
    }

    public static BucketLayout exponential(int schema, double zeroThreshold) {
        return new BucketLayout(schema, zeroThreshold);
    }

    public static BucketLayout custom(double... bounds) {
        return new BucketLayout(CUSTOM, 0, bounds);
    }

    boolean isCustom() {
        return schema == CUSTOM;
    }

    @Override
    public double[] bounds() {
        return bounds.clone();
    }

    public int boundCount() {
        return bounds.length;
    }

    public double bound(int index) {
        return bounds[index];
    }

    double lower(int index) {
        if (isCustom()) {
            return index <= 0 ? Double.NEGATIVE_INFINITY : bounds[Math.min(index, bounds.length) - 1];
        }
        return exponential(index - 1);
    }

    public double upper(int index) {
        if (isCustom()) {
            return index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[Math.max(0, index)];
        }
        return exponential(index);
    }

    /** Whether the layout has a bucket with that index. */
    boolean hasIndex(int index) {
        return !isCustom() || index >= 0 && index <= bounds.length;
    }

    boolean hasBoundsOf(BucketLayout other) {
        return Arrays.equals(bounds, other.bounds);
    }

    /** Custom layout with the bounds that both layouts have. */
    BucketLayout intersectBounds(BucketLayout other) {
        return custom(Arrays.stream(bounds)
                .filter(bound -> Arrays.binarySearch(other.bounds, bound) >= 0)
                .toArray());
    }

    /** Index of the bucket of a coarser layout that contains the given bucket. */
    int indexIn(BucketLayout coarser, int index) {
        if (isCustom()) {
            var found = Arrays.binarySearch(coarser.bounds, upper(index));
            return found < 0 ? -found - 1 : found;
        }
        return ((index - 1) >> (schema - coarser.schema)) + 1;
    }

    private double exponential(int index) {
        var exponent = schema < 0 ? (long) index << -schema : index >> schema;
        var fraction = schema < 0 ? 0 : index - ((long) index >> schema << schema);
        if (exponent == Double.MAX_EXPONENT + 1 && fraction == 0) {
            // The next bucket holds infinite observations, so its lower bound is the largest finite number.
            return Double.MAX_VALUE;
        }
        var base = fraction == 0 ? 1 : ROOTS[schema][(int) fraction];
        return Math.scalb(base, (int) Math.max(-5000, Math.min(5000, exponent)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketLayout that
                && schema == that.schema
                && Double.compare(zeroThreshold, that.zeroThreshold) == 0
                && hasBoundsOf(that);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * schema + Double.hashCode(zeroThreshold)) + Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return "schema %d, zero threshold %s, bounds %s".formatted(schema, zeroThreshold, Arrays.toString(bounds));
    }
}
