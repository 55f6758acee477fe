package dev.tocsin.sources.otlp;

import java.util.Map;

/** A data point of one of the types of metrics. */
sealed interface DataPoint {
    Frame frame();

    /**
     * The fields that all points have.
     *
     * @param startMs start of the interval in milliseconds since 1970; 0 if unknown
     * @param timeMs in milliseconds since 1970
     * @param isStale whether the point says that there is no value
     */
    record Frame(Map<String, String> attributes, long startMs, long timeMs, boolean isStale) {}

    /** A point of a gauge or of a sum. */
    record NumberPoint(Frame frame, double value) implements DataPoint {}

    /**
     * A point of a histogram with explicit bounds.
     *
     * @param sum NaN if there is none
     * @param counts by bucket, not cumulative; one more than bounds, or none
     * @param bounds upper bounds, inclusive
     */
    record HistogramPoint(Frame frame, double count, double sum, boolean hasSum, long[] counts, double[] bounds)
            implements DataPoint {}

    /**
     * A point of an exponential histogram.
     *
     * @param sum 0 if there is none
     */
    record ExponentialPoint(
            Frame frame,
            double count,
            double sum,
            int scale,
            double zeroCount,
            double zeroThreshold,
            Buckets positive,
            Buckets negative)
            implements DataPoint {}

    /** Consecutive buckets. @param offset index of the first one, in OTLP's numbering */
    record Buckets(int offset, long[] counts) {
        static final Buckets NONE = new Buckets(0, new long[0]);
    }

    /** A point of a summary. @param quantiles pairs of quantile and value */
    record SummaryPoint(Frame frame, double count, double sum, double[][] quantiles) implements DataPoint {}
}
