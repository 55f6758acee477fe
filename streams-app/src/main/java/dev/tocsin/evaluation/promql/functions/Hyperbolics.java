package dev.tocsin.evaluation.promql.functions;

/** Functions that {@link Math} does not have. */
final class Hyperbolics {
    private static final double LN2 = Math.log(2);
    private static final double LARGE = 0x1p28;

    private Hyperbolics() {}

    static double asinh(double value) {
        var magnitude = Math.abs(value);
        if (magnitude == 0 || !Double.isFinite(value)) {
            return value;
        }
        var result = magnitude > LARGE
                ? Math.log(magnitude) + LN2
                : Math.log1p(magnitude + magnitude * magnitude / (1 + Math.sqrt(magnitude * magnitude + 1)));
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value > LARGE) {
            return Math.log(value) + LN2;
        }
        var above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        return value == 0 ? value : 0.5 * Math.log1p(2 * value / (1 - value));
    }

    /** Exact for powers of two, unlike {@code log(value) / log(2)}. */
    static double log2(double value) {
        if (value > 0 && Double.isFinite(value)) {
            var exponent = Math.getExponent(value);
            if (value == Math.scalb(1.0, exponent)) {
                return exponent;
            }
        }
        return Math.log(value) / LN2;
    }
}
