package dev.tocsin.evaluation.samples;

/** A histogram bucket with its bounds and its count. */
public record Bucket(double lower, double upper, double count, Kind kind) {
    /** Position of the bucket relative to zero, which also decides which bounds are inclusive. */
    public enum Kind {
        NEGATIVE,
        ZERO,
        POSITIVE,
        CUSTOM
    }

    public Bucket with(double newLower, double newUpper) {
        return new Bucket(newLower, newUpper, count, kind);
    }

    public Bucket withCount(double newCount) {
        return new Bucket(lower, upper, newCount, kind);
    }

    /** Whether interpolation is linear; other buckets interpolate exponentially, as in Prometheus. */
    public boolean isLinear() {
        return kind == Kind.ZERO || kind == Kind.CUSTOM;
    }

    public boolean includesLower() {
        return kind == Kind.NEGATIVE || kind == Kind.ZERO || lower == Double.NEGATIVE_INFINITY;
    }

    public boolean includesUpper() {
        return kind != Kind.NEGATIVE;
    }

    /** Interpolated fraction of the observations below a number between the bounds. */
    public double fractionBelow(double number) {
        if (isLinear()) {
            return (number - lower) / (upper - lower);
        }
        var low = log2(lower);
        var high = log2(upper);
        return number > 0 ? (log2(number) - low) / (high - low) : 1 - (log2(number) - high) / (low - high);
    }

    /** Interpolated number below which the given fraction of the observations lies. */
    public double valueAtFraction(double fraction) {
        if (isLinear()) {
            return lower + (upper - lower) * fraction;
        }
        var low = log2(lower);
        var high = log2(upper);
        return lower > 0
                ? Math.pow(2, low + (high - low) * fraction)
                : -Math.pow(2, high + (low - high) * (1 - fraction));
    }

    /** The middle of the bucket: arithmetic if linear, otherwise geometric. */
    public double midpoint() {
        if (isLinear()) {
            return (lower + upper) / 2;
        }
        var middle = Math.sqrt(lower * upper);
        return kind == Kind.NEGATIVE ? -middle : middle;
    }

    private static double log2(double number) {
        return Math.log(Math.abs(number)) / Math.log(2);
    }
}
