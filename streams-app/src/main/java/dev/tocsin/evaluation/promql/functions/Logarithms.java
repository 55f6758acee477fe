package dev.tocsin.evaluation.promql.functions;

/**
 * Logarithms with the same bits as Prometheus, whose library uses the algorithm of FreeBSD's {@code e_log.c}: it reduces
 * the argument to the range from the root of one half to the root of two. Java's differ in the last digit.
 */
final class Logarithms {
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double LN2 = 0.693147180559945309417232121458176568;
    private static final double RECIPROCAL_OF_LN10 = 0.43429448190325182765;

    private Logarithms() {}

    static double ln(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        var exponent = exponent(value);
        var fraction = Math.scalb(value, -exponent);
        if (fraction < Math.sqrt(2) / 2) {
            fraction *= 2;
            exponent--;
        }
        var f = fraction - 1;
        double k = exponent;
        var s = f / (2 + f);
        var s2 = s * s;
        var s4 = s2 * s2;
        var odd = s2
                * (6.666666666666735130e-01
                        + s4
                                * (2.857142874366239149e-01
                                        + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)));
        var even = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01));
        var rest = odd + even;
        var half = 0.5 * f * f;
        return k * LN2_HIGH - ((half - (s * (half + rest) + k * LN2_LOW)) - f);
    }

    /** Exact for powers of two. */
    static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        var exponent = exponent(value);
        var fraction = Math.scalb(value, -exponent);
        return fraction == 0.5 ? exponent - 1 : ln(fraction) * (1 / LN2) + exponent;
    }

    static double log10(double value) {
        return ln(value) * RECIPROCAL_OF_LN10;
    }

    /** The exponent for which the fraction is at least one half and below one. */
    static int exponent(double value) {
        return value < Double.MIN_NORMAL ? Math.getExponent(value * 0x1p54) + 1 - 54 : Math.getExponent(value) + 1;
    }
}
