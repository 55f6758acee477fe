package dev.tocsin.evaluation.promql.functions;

/**
 * Powers with the same bits as Prometheus on x86-64. Java's differ in the last digit.
 *
 * <p>The exponential function is the method of
 * <a href="https://doi.org/10.1007/s00450-010-0108-2">Shibata 2010</a>: a Taylor series of a sixteenth of the reduced
 * argument, squared four times. A power multiplies squares for its whole part, and needs the exponential function for
 * the fraction of its exponent only.
 */
public final class Powers {
    private static final double LOG2_E = 1.4426950408889634073599246810018920;
    private static final double LN2_HIGH = 0.69314718055966295651160180568695068359375;
    private static final double LN2_LOW = 0.28235290563031577122588448175013436025525412068e-12;
    private static final double UNDERFLOW = -750;
    private static final double OVERFLOW = 7.09782712893384e+02;

    /** Reciprocals of factorials, from the eighth to the first. */
    private static final double[] SERIES = {
        2.4801587301587301587e-5,
        1.9841269841269841270e-4,
        1.3888888888888888889e-3,
        8.3333333333333333333e-3,
        4.1666666666666666667e-2,
        1.6666666666666666667e-1,
        0.5,
        1.0
    };

    private static final int SQUARINGS = 4;

    /** Beyond it, further factors cannot bring the exponent back. */
    private static final int HOPELESS_EXPONENT = 1 << 12;

    private Powers() {}

    static double exp(double value) {
        if (!Double.isFinite(value) || value > OVERFLOW) {
            return Math.exp(value);
        }
        if (value < UNDERFLOW) {
            return 0;
        }
        var exponent = (int) Math.rint(value * LOG2_E);
        var rest = Math.fma(-(double) exponent, LN2_HIGH, value);
        rest = Math.fma(-(double) exponent, LN2_LOW, rest) * 0.0625;
        var sum = SERIES[0];
        for (var i = 1; i < SERIES.length; i++) {
            sum = Math.fma(sum, rest, SERIES[i]);
        }
        var lessOne = rest * sum;
        for (var i = 1; i < SQUARINGS; i++) {
            lessOne *= lessOne + 2;
        }
        return Math.scalb(Math.fma(lessOne, lessOne + 2, 1), exponent);
    }

    /** {@code base ^ exponent}. In contrast to Java, {@code 1 ^ NaN} and {@code -1 ^ Inf} are 1. */
    public static double pow(double base, double exponent) {
        if (base == 1 || base == -1 && Double.isInfinite(exponent)) {
            return 1;
        }
        var hasSpecialOperand = base == 0 || !Double.isFinite(base) || exponent == 0 || !Double.isFinite(exponent);
        var magnitude = Math.abs(exponent);
        if (hasSpecialOperand || exponent == 1 || magnitude >= 0x1p63) {
            return Math.pow(base, exponent);
        }
        if (magnitude == 0.5) {
            return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
        }
        var whole = Math.floor(magnitude);
        var fraction = magnitude - whole;
        if (fraction != 0 && base < 0) {
            return Double.NaN;
        }
        var result = 1.0;
        if (fraction > 0.5) {
            fraction--;
            whole++;
        }
        if (fraction != 0) {
            result = exp(fraction * Logarithms.ln(base));
        }
        return multiplied(result, base, (long) whole, exponent < 0);
    }

    /** {@code result * base ^ times}, or its reciprocal, by squaring. Exponents of two are kept apart. */
    private static double multiplied(double start, double base, long times, boolean isReciprocal) {
        var result = start;
        var exponent = 0;
        var factorExponent = Logarithms.exponent(Math.abs(base));
        var factor = Math.scalb(base, -factorExponent);
        for (var left = times; left != 0; left >>= 1) {
            if (Math.abs(factorExponent) > HOPELESS_EXPONENT) {
                exponent += factorExponent;
                break;
            }
            if ((left & 1) == 1) {
                result *= factor;
                exponent += factorExponent;
            }
            factor *= factor;
            factorExponent <<= 1;
            if (factor < 0.5) {
                factor += factor;
                factorExponent--;
            }
        }
        return isReciprocal ? Math.scalb(1 / result, -exponent) : Math.scalb(result, exponent);
    }
}
