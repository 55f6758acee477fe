package dev.tocsin.evaluation.samples;

/** A bucket with its bounds and what fell into it. */
public record Bucket(double lower, double upper, double count, Kind kind) {
    /** Which side of zero it is on, and with that, which of its bounds belong to it. */
    enum Kind {
        NEGATIVE,
        ZERO,
        POSITIVE,
        CUSTOM
    }

    Bucket with(double newLower, double newUpper) {
        return new Bucket(newLower, newUpper, count, kind);
    }

    Bucket withCount(double other) {
        return new Bucket(lower, upper, other, kind);
    }

    /** Whether its observations are taken to be spread evenly, rather than evenly on a logarithmic scale. */
    boolean isLinear() {
        return kind == Kind.ZERO || kind == Kind.CUSTOM;
    }

    public boolean includesLower() {
        return kind == Kind.NEGATIVE || kind == Kind.ZERO || lower == Double.NEGATIVE_INFINITY;
    }

    public boolean includesUpper() {
        return kind != Kind.NEGATIVE;
    }

    /** The share of its observations that lies below a number between its bounds. */
    double fractionBelow(double number) {
        if (isLinear()) {
            return (number - lower) / (upper - lower);
        }
        var low = log2(lower);
        var high = log2(upper);
        return number > 0 ? (log2(number) - low) / (high - low) : 1 - (log2(number) - high) / (low - high);
    }

    /** The number below which a share of its observations lies. */
    double valueAtFraction(double share) {
        if (isLinear()) {
            return lower + (upper - lower) * share;
        }
        var low = log2(lower);
        var high = log2(upper);
        return lower > 0 ? Math.pow(2, low + (high - low) * share) : -Math.pow(2, high + (low - high) * (1 - share));
    }

    /** The number that stands for all of its observations. */
    double midpoint() {
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
