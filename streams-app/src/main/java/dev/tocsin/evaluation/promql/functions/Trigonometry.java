package dev.tocsin.evaluation.promql.functions;

import java.math.BigInteger;

/**
 * Sine, cosine and tangent with the same bits as Prometheus, whose library uses the polynomials of the Cephes library
 * (Moshier). Java's differ in the last digit.
 */
final class Trigonometry {
    private static final double[] SINE = {
        1.58962301576546568060e-10,
        -2.50507477628578072866e-8,
        2.75573136213857245213e-6,
        -1.98412698295895385996e-4,
        8.33333333332211858878e-3,
        -1.66666666666666307295e-1
    };
    private static final double[] COSINE = {
        -1.13585365213876817300e-11,
        2.08757008419747316778e-9,
        -2.75573141792967388112e-7,
        2.48015872888517045348e-5,
        -1.38888888888730564116e-3,
        4.16666666666665929218e-2
    };
    private static final double[] TANGENT_NUMERATOR = {
        -13093.693918138379, 1.15351664838587416140e6, -1.79565251976484877988e7
    };
    private static final double[] TANGENT_DENOMINATOR = {
        1, 1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7, -5.38695755929454629881e7
    };

    private Trigonometry() {}

    static double sin(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? value : Double.NaN;
        }
        var angle = Angle.of(Math.abs(value));
        var isNegative = value < 0 ^ angle.octant > 3;
        var octant = angle.octant & 3;
        var result = octant == 1 || octant == 2 ? cosine(angle.rest) : sine(angle.rest);
        return isNegative ? -result : result;
    }

    static double cos(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        var angle = Angle.of(Math.abs(value));
        var octant = angle.octant & 3;
        var isNegative = angle.octant > 3 ^ octant > 1;
        var result = octant == 1 || octant == 2 ? sine(angle.rest) : cosine(angle.rest);
        return isNegative ? -result : result;
    }

    static double tan(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? value : Double.NaN;
        }
        var angle = Angle.of(Math.abs(value));
        var rest = angle.rest;
        var square = rest * rest;
        var result = square > 1e-14
                ? rest
                        + rest
                                * (square
                                        * polynomial(TANGENT_NUMERATOR, square)
                                        / polynomial(TANGENT_DENOMINATOR, square))
                : rest;
        result = (angle.octant & 2) == 2 ? -1 / result : result;
        return value < 0 ? -result : result;
    }

    private static double sine(double rest) {
        var square = rest * rest;
        return rest + rest * square * polynomial(SINE, square);
    }

    private static double cosine(double rest) {
        var square = rest * rest;
        return 1.0 - 0.5 * square + square * square * polynomial(COSINE, square);
    }

    private static double polynomial(double[] coefficients, double at) {
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.length; i++) {
            sum = sum * at + coefficients[i];
        }
        return sum;
    }

    /**
     * An angle of at least 0, reduced to a multiple of a quarter turn's half and a rest.
     *
     * @param octant an even number of eighths of a turn, from 0 to 6
     * @param rest from minus one eighth to one eighth of a turn, in radians
     */
    private record Angle(int octant, double rest) {
        /** From here on, the three parts of pi / 4 are too short. */
        private static final double LARGE = 1 << 29;

        private static final double PART_1 = 7.85398125648498535156e-1;
        private static final double PART_2 = 3.77489470793079817668e-8;
        private static final double PART_3 = 2.69515142907905952645e-15;

        /** Bits of 4 / pi behind the point. Enough for the largest double. */
        private static final int BITS = 1280;

        private static final BigInteger FOUR_OVER_PI = PiDigits.fourOverPi(BITS);
        private static final int WINDOW = 192;

        static Angle of(double magnitude) {
            if (magnitude >= LARGE) {
                return ofLarge(magnitude);
            }
            var octant = (long) (magnitude * (4 / Math.PI));
            octant += octant & 1;
            var multiple = (double) octant;
            return new Angle(
                    (int) (octant & 7), ((magnitude - multiple * PART_1) - multiple * PART_2) - multiple * PART_3);
        }

        /** Payne and Hanek 1983: the product with those bits of 4 / pi that count. */
        private static Angle ofLarge(double magnitude) {
            var bits = Double.doubleToRawLongBits(magnitude);
            var fraction = BigInteger.valueOf(bits & (1L << 52) - 1 | 1L << 52);
            var exponent = Math.getExponent(magnitude) - 52;
            // The first bit of the window has the weight 2^-(exponent - 2) of 4 / pi: higher ones give whole turns.
            var window = FOUR_OVER_PI.shiftRight(BITS - (exponent - 3 + WINDOW)).mod(BigInteger.ONE.shiftLeft(WINDOW));
            var product = fraction.multiply(window).shiftRight(64).mod(BigInteger.ONE.shiftLeft(128));
            var high = product.shiftRight(64).longValue();
            var octant = (int) (high >>> 61);
            var eighths = eighths(high << 3 | product.longValue() >>> 61, product.longValue());
            return (octant & 1) == 1
                    ? new Angle(octant + 1 & 7, (eighths - 1) * (Math.PI / 4))
                    : new Angle(octant, eighths * (Math.PI / 4));
        }

        /**
         * A number of 64 bits behind the point, without rounding. Go fills up the bits of small numbers with the first ones
         * of {@code low}, not with those that follow.
         */
        private static double eighths(long bits, long low) {
            var shift = Long.numberOfLeadingZeros(bits) + 1;
            if (shift >= Long.SIZE) {
                return 0;
            }
            var fraction = (bits << shift | low >>> Long.SIZE - shift) >>> Long.SIZE - 52;
            return Double.longBitsToDouble((long) (1023 - shift) << 52 | fraction);
        }
    }
}
