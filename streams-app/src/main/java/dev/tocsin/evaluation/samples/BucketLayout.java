package dev.tocsin.evaluation.samples;

import java.util.Arrays;

/**
 * Where the bounds of a histogram's buckets are.
 *
 * @param schema the resolution: bounds grow by the factor 2^(2^-schema); or {@link #CUSTOM}
 * @param zeroThreshold what is not farther from zero falls into the zero bucket; 0, if the bounds were chosen
 * @param bounds the upper bounds that were chosen, strictly rising, beyond which there is one more bucket for all else;
 *     none, if the bounds follow from the schema
 */
public record BucketLayout(int schema, double zeroThreshold, double... bounds) {
    public static final int CUSTOM = -53;
    public static final int FINEST = 8;
    private static final int COARSEST = -4;

    /** By schema, the powers of the factor by which its bounds grow. */
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
            throw new IllegalArgumentException("custom buckets have no zero bucket");
        }
        if (schema != CUSTOM && bounds.length > 0) {
            throw new IllegalArgumentException("only buckets of schema %d have bounds".formatted(CUSTOM));
        }
        for (var i = 1; i < bounds.length; i++) {
            if (!(bounds[i] > bounds[i - 1])) {
                throw new IllegalArgumentException("bounds must rise, but are " + Arrays.toString(bounds));
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

    /** A copy. */
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

    double upper(int index) {
        if (isCustom()) {
            return index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[Math.max(0, index)];
        }
        return exponential(index);
    }

    /** Whether there can be a bucket of that index. */
    boolean hasIndex(int index) {
        return !isCustom() || index >= 0 && index <= bounds.length;
    }

    boolean hasBoundsOf(BucketLayout other) {
        return Arrays.equals(bounds, other.bounds);
    }

    /** The bounds that this layout and another share. */
    BucketLayout intersectBounds(BucketLayout other) {
        return custom(Arrays.stream(bounds)
                .filter(bound -> Arrays.binarySearch(other.bounds, bound) >= 0)
                .toArray());
    }

    /** The index, in a coarser layout of the same kind, of the bucket that a bucket is part of. */
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
            // The bucket beyond this one is that of infinite observations.
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
        return "schema %d, zero bucket to %s, bounds %s".formatted(schema, zeroThreshold, Arrays.toString(bounds));
    }
}
