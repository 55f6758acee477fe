package dev.tocsin.evaluation.samples;

/**
 * The NaN that says that a series has ended. Only its bits tell it from other NaNs, so it must not pass through
 * anything that makes all NaNs one.
 */
public final class StaleMarker {
    static final long BITS = 0x7ff0000000000002L;
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
