package dev.tocsin.evaluation.promql.functions;

/**
 * How much more a series is taken to have gained in a window than its samples show: it goes on up to the window's edges
 * if the samples come close, else for half the samples' usual distance; a counter never was below zero.
 */
final class Extrapolation {
    /** How far beyond the usual distance of samples a series is taken to go on. */
    private static final double TOLERANCE = 1.1;

    private Extrapolation() {}

    /**
     * @param first the first sample
     * @param gained what the samples gained
     */
    static double factor(Window window, boolean isCounter, double first, double gained) {
        if (window.hasEdges()) {
            return 1;
        }
        var usual = window.size() < 2 ? 0 : window.sampledSeconds() / (window.size() - 1);
        var toEnd = (window.end() - window.times[window.to() - 1]) / 1e3;
        toEnd = toEnd >= usual * TOLERANCE ? usual / 2 : toEnd;
        if (isCounter && StartTimestamps.startsWithinWindow(window)) {
            var span = (window.times[window.to() - 1] - window.startTimestamp(window.from())) / 1e3;
            return (span + toEnd) / span;
        }
        var span = window.sampledSeconds();
        var toStart = (window.times[window.from()] - window.start()) / 1e3;
        toStart = toStart >= usual * TOLERANCE ? usual / 2 : toStart;
        if (isCounter && gained > 0 && first >= 0) {
            toStart = Math.min(toStart, span * (first / gained));
        }
        return span == 0 ? 1 : (span + toStart + toEnd) / span;
    }
}
