package dev.tocsin.evaluation.promql.functions;

/**
 * Extrapolates an increase to the edges of the window, as Prometheus's {@code extrapolatedRate}. If the first or last
 * sample is far from the edge, it extrapolates only by half the average distance of samples. A counter is never
 * extrapolated below zero.
 */
final class Extrapolation {
    /** A gap up to this multiple of the average distance of samples is extrapolated to the edge. */
    private static final double TOLERANCE = 1.1;

    private Extrapolation() {}

    /**
     * The factor by which to multiply the increase of the samples.
     *
     * @param first the value of the first sample
     * @param gained the increase between the first and the last sample
     */
    static double factor(Window window, boolean isCounter, double first, double gained) {
        if (window.hasEdges()) {
            return 1;
        }
        var average = window.size() < 2 ? 0 : window.sampledSeconds() / (window.size() - 1);
        var toEnd = (window.end() - window.times[window.to() - 1]) / 1e3;
        toEnd = toEnd >= average * TOLERANCE ? average / 2 : toEnd;
        if (isCounter && StartTimestamps.startsWithinWindow(window)) {
            var span = (window.times[window.to() - 1] - window.startTimestamp(window.from())) / 1e3;
            return (span + toEnd) / span;
        }
        var span = window.sampledSeconds();
        var toStart = (window.times[window.from()] - window.start()) / 1e3;
        toStart = toStart >= average * TOLERANCE ? average / 2 : toStart;
        if (isCounter && gained > 0 && first >= 0) {
            toStart = Math.min(toStart, span * (first / gained));
        }
        return span == 0 ? 1 : (span + toStart + toEnd) / span;
    }
}
