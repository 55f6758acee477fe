package dev.tocsin.evaluation.promql.eval;

/** Values on straight lines between samples. */
final class Interpolation {
    private Interpolation() {}

    static double between(long fromTime, double from, long toTime, double to, long time) {
        return from + (to - from) * (time - fromTime) / (toTime - fromTime);
    }
}
