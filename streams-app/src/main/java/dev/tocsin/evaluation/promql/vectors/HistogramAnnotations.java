package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.notation.GoQuote;

/** Texts of annotations about histograms. */
public final class HistogramAnnotations {
    private HistogramAnnotations() {}

    public static String counterResetCollision(String operation) {
        return "conflicting counter resets during histogram " + operation;
    }

    public static String mismatchedCustomBuckets(String operation) {
        return "mismatched custom buckets were reconciled during " + operation;
    }

    public static String mixedFloatsHistograms(String metric) {
        return "encountered a mix of histograms and floats for metric name " + GoQuote.quote(metric);
    }

    public static String mixedExponentialCustom(String metric) {
        return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                + GoQuote.quote(metric);
    }

    public static String mixedClassicNative(String metric) {
        return "vector contains a mix of classic and native histograms" + forMetric(metric);
    }

    public static String notCounter(String metric) {
        return "this native histogram metric is not a counter: " + GoQuote.quote(metric);
    }

    public static String notGauge(String metric) {
        return "this native histogram metric is not a gauge: " + GoQuote.quote(metric);
    }

    public static String histogramIgnoredInAggregation(String aggregation) {
        return "ignored histogram in " + aggregation + " aggregation";
    }

    public static String histogramIgnoredInMixedRange(String metric) {
        return "ignored histograms in a range containing both floats and histograms for metric name "
                + GoQuote.quote(metric);
    }

    /** The suffix of an annotation; empty if there is no metric name. */
    public static String forMetric(String name) {
        return name.isEmpty() ? "" : " for metric name " + GoQuote.quote(name);
    }
}
