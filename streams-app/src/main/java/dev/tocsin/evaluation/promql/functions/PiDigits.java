package dev.tocsin.evaluation.promql.functions;

import java.math.BigInteger;

/** Digits of pi, by Machin's formula. */
final class PiDigits {
    private static final int GUARD_BITS = 64;

    private PiDigits() {}

    /** The integer part of {@code 4 / pi * 2^bits}. */
    static BigInteger fourOverPi(int bits) {
        var precision = bits + GUARD_BITS;
        var unit = BigInteger.ONE.shiftLeft(precision);
        // pi / 4 = 4 arctan(1/5) - arctan(1/239)
        var quarter = arctanOfReciprocal(5, unit).shiftLeft(2).subtract(arctanOfReciprocal(239, unit));
        return unit.shiftLeft(bits).divide(quarter);
    }

    private static BigInteger arctanOfReciprocal(int number, BigInteger unit) {
        var square = BigInteger.valueOf((long) number * number);
        var power = unit.divide(BigInteger.valueOf(number));
        var sum = power;
        for (var n = 3; power.signum() != 0; n += 2) {
            power = power.divide(square);
            var term = power.divide(BigInteger.valueOf(n));
            sum = n % 4 == 3 ? sum.subtract(term) : sum.add(term);
        }
        return sum;
    }
}
