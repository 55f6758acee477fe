package dev.tocsin.evaluation.promql.functions;

/**
 * Inverse trigonometric functions with the same bits as Prometheus, whose library computes them by the rational function
 * of the Cephes library (Moshier). Java's differ in the last digit.
 */
final class InverseTangent {
    private static final double[] NUMERATOR = {
        -8.750608600031904122785e-01,
        -1.615753718733365076637e+01,
        -7.500855792314704667340e+01,
        -1.228866684490136173410e+02,
        -6.485021904942025371773e+01
    };
    private static final double[] DENOMINATOR = {
        1,
        2.485846490142306297962e+01,
        1.650270098316988542046e+02,
        4.328810604912902668951e+02,
        4.853903996359136964868e+02,
        1.945506571482613964425e+02
    };
    /** The tangent of three eighths of pi. */
    private static final double UPPER_LIMIT = 2.41421356237309504880;

    private static final double LOWER_LIMIT = 0.66;
    /** The digits of half of pi beyond a double. */
    private static final double MORE_BITS = 6.123233995736765886130e-17;

    private InverseTangent() {}

    static double atan(double value) {
        if (value == 0) {
            return value;
        }
        return value > 0 ? ofPositive(value) : -ofPositive(-value);
    }

    static double atan2(double y, double x) {
        if (y == 0 || x == 0 || !Double.isFinite(y) || !Double.isFinite(x)) {
            return Math.atan2(y, x);
        }
        var quotient = atan(y / x);
        if (x < 0) {
            return quotient <= 0 ? quotient + Math.PI : quotient - Math.PI;
        }
        return quotient;
    }

    static double asin(double value) {
        var magnitude = Math.abs(value);
        if (value == 0 || !(magnitude <= 1)) {
            return value == 0 ? value : Double.NaN;
        }
        var root = Math.sqrt(1 - magnitude * magnitude);
        var angle = magnitude > 0.7 ? Math.PI / 2 - ofPositive(root / magnitude) : ofPositive(magnitude / root);
        return value < 0 ? -angle : angle;
    }

    static double acos(double value) {
        return Math.PI / 2 - asin(value);
    }

    private static double ofPositive(double value) {
        if (value <= LOWER_LIMIT) {
            return ofSmall(value);
        }
        if (value > UPPER_LIMIT) {
            return Math.PI / 2 - ofSmall(1 / value) + MORE_BITS;
        }
        return Math.PI / 4 + ofSmall((value - 1) / (value + 1)) + 0.5 * MORE_BITS;
    }

    private static double ofSmall(double value) {
        var square = value * value;
        return value * (square * polynomial(NUMERATOR, square) / polynomial(DENOMINATOR, square)) + value;
    }

    private static double polynomial(double[] coefficients, double at) {
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.length; i++) {
            sum = sum * at + coefficients[i];
        }
        return sum;
    }
}
