package dev.tocsin.evaluation.promql.functions;

/** Hyperbolic functions and their inverses, in the order of operations of Prometheus's library. */
final class Hyperbolics {
    /** Above it, the negative power is too small to count. */
    private static final double ONE_POWER = 21;

    private static final double LARGEST_EXPONENT = 8.8029691931113054295988e+01;

    private static final double LN2 = Math.log(2);
    private static final double LARGE = 0x1p28;

    private Hyperbolics() {}

    static double asinh(double value) {
        var magnitude = Math.abs(value);
        if (magnitude < 1 / LARGE || !Double.isFinite(value)) {
            return value;
        }
        double result;
        if (magnitude > LARGE) {
            result = Logarithms.ln(magnitude) + LN2;
        } else if (magnitude > 2) {
            result = Logarithms.ln(2 * magnitude + 1 / (Math.sqrt(magnitude * magnitude + 1) + magnitude));
        } else {
            result = StrictMath.log1p(magnitude + magnitude * magnitude / (1 + Math.sqrt(1 + magnitude * magnitude)));
        }
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value >= LARGE) {
            return Logarithms.ln(value) + LN2;
        }
        if (value > 2) {
            return Logarithms.ln(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        var above = value - 1;
        return StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        var magnitude = Math.abs(value);
        if (magnitude < 1 / LARGE) {
            return value;
        }
        var twice = magnitude + magnitude;
        var result = magnitude < 0.5
                ? 0.5 * StrictMath.log1p(twice + twice * magnitude / (1 - magnitude))
                : 0.5 * StrictMath.log1p(twice / (1 - magnitude));
        return value < 0 ? -result : result;
    }

    static double sinh(double value) {
        var magnitude = Math.abs(value);
        double result;
        if (magnitude > ONE_POWER) {
            result = Powers.exp(magnitude) * 0.5;
        } else if (magnitude > 0.5) {
            var power = Powers.exp(magnitude);
            result = (power - 1 / power) * 0.5;
        } else {
            var square = magnitude * magnitude;
            var numerator = ((-0.2630563213397497062819489e+2 * square - 0.2894211355989563807284660366e+4) * square
                                    - 0.8991272022039509355398013511e+5)
                            * square
                    - 0.6307673640497716991184787251e+6;
            var denominator =
                    ((square - 0.173678953558233699533450911e+3) * square + 0.1521517378790019070696485176e+5) * square
                            - 0.6307673640497716991212077277e+6;
            result = numerator * magnitude / denominator;
        }
        return value < 0 ? -result : result;
    }

    static double cosh(double value) {
        var power = Powers.exp(Math.abs(value));
        return Math.abs(value) > ONE_POWER ? power * 0.5 : (power + 1 / power) * 0.5;
    }

    static double tanh(double value) {
        var magnitude = Math.abs(value);
        if (magnitude > 0.5 * LARGEST_EXPONENT) {
            return Math.signum(value);
        }
        if (magnitude >= 0.625) {
            var result = 1 - 2 / (Powers.exp(2 * magnitude) + 1);
            return value < 0 ? -result : result;
        }
        if (value == 0) {
            return value;
        }
        var square = value * value;
        var numerator =
                (-9.64399179425052238628e-1 * square - 9.92877231001918586564e1) * square - 1.61468768441708447952e3;
        var denominator = ((square + 1.12811678491632931402e2) * square + 2.23548839060100448583e3) * square
                + 4.84406305325125486048e3;
        return value + value * square * numerator / denominator;
    }
}
