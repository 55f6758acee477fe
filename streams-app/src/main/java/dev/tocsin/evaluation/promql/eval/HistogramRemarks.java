package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.notation.GoQuote;

/** What there is to say about histograms that do not go together well. */
final class HistogramRemarks {
    private HistogramRemarks() {}

    static String contradiction(String during) {
        return "conflicting counter resets during histogram " + during;
    }

    static String otherBounds(String during) {
        return "mismatched custom buckets were reconciled during " + during;
    }

    static String mixedWithNumbers(String metric) {
        return "encountered a mix of histograms and floats for metric name " + GoQuote.quote(metric);
    }

    static String mixedKinds(String metric) {
        return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                + GoQuote.quote(metric);
    }

    static String mixedWithClassic(String metric) {
        return "vector contains a mix of classic and native histograms" + BucketRows.forMetric(metric);
    }

    static String noCounter(String metric) {
        return "this native histogram metric is not a counter: " + GoQuote.quote(metric);
    }

    static String noGauge(String metric) {
        return "this native histogram metric is not a gauge: " + GoQuote.quote(metric);
    }

    static String ignoredIn(String aggregation) {
        return "ignored histogram in " + aggregation + " aggregation";
    }

    static String ignoredAmongNumbers(String metric) {
        return "ignored histograms in a range containing both floats and histograms for metric name "
                + GoQuote.quote(metric);
    }
}
