package dev.tocsin.evaluation.promql;

/** The parts of the language that Prometheus puts behind switches. */
public record Features(
        boolean experimentalFunctions,
        boolean durationExpressions,
        boolean extendedRangeSelectors,
        boolean fillModifiers) {
    /** As Prometheus starts without flags. */
    public static final Features STABLE = new Features(false, true, false, false);

    public static final Features ALL = new Features(true, true, true, true);
}
