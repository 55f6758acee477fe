package dev.tocsin.evaluation.samples;

/**
 * Prometheus's stale marker: the NaN that ends a series. It differs from other NaNs only in its bits, so it must not pass
 * through code that normalises NaNs, such as {@link Double#doubleToLongBits}.
 */
public final class StaleMarker {
    static final long BITS = 0x7ff0000000000002L;
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
