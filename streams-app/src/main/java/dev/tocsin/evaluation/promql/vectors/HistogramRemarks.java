package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.notation.GoQuote;

/** What there is to say about histograms that do not go together well. */
public final class HistogramRemarks {
    private HistogramRemarks() {}

    public static String contradiction(String during) {
        return "conflicting counter resets during histogram " + during;
    }

    public static String otherBounds(String during) {
        return "mismatched custom buckets were reconciled during " + during;
    }

    public static String mixedWithNumbers(String metric) {
        return "encountered a mix of histograms and floats for metric name " + GoQuote.quote(metric);
    }

    public static String mixedKinds(String metric) {
        return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                + GoQuote.quote(metric);
    }

    public static String mixedWithClassic(String metric) {
        return "vector contains a mix of classic and native histograms" + forMetric(metric);
    }

    public static String noCounter(String metric) {
        return "this native histogram metric is not a counter: " + GoQuote.quote(metric);
    }

    public static String noGauge(String metric) {
        return "this native histogram metric is not a gauge: " + GoQuote.quote(metric);
    }

    public static String ignoredIn(String aggregation) {
        return "ignored histogram in " + aggregation + " aggregation";
    }

    public static String ignoredAmongNumbers(String metric) {
        return "ignored histograms in a range containing both floats and histograms for metric name "
                + GoQuote.quote(metric);
    }

    /** The end of a remark; empty, if there is no name. */
    public static String forMetric(String name) {
        return name.isEmpty() ? "" : " for metric name " + GoQuote.quote(name);
    }
}
