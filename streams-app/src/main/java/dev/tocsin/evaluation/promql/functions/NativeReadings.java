package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Quantile;
import dev.tocsin.evaluation.samples.Share;

/**
 * What is read off an element that is a histogram, and what is remarked then.
 *
 * @param position of the argument that has the elements
 */
record NativeReadings(Invocation invocation, int position) {
    double quantile(BucketRows rows, Histogram histogram, double quantile) {
        var result = Quantile.of(quantile, histogram);
        if (histogram.hasNaN() && quantile >= 0 && quantile <= 1) {
            inform(
                    "input to histogram_quantile has NaN observations, result is "
                            + (Double.isNaN(result) ? "NaN" : "skewed higher"),
                    rows);
        }
        return result;
    }

    double fraction(BucketRows rows, Histogram histogram, double lower, double upper) {
        if (histogram.hasNaN()) {
            inform("input to histogram_fraction has NaN observations, which are excluded from all fractions", rows);
        }
        return Share.between(lower, upper, histogram);
    }

    void warnOfMix(BucketRows rows) {
        invocation
                .query()
                .annotations()
                .warn(invocation.argument(position), HistogramRemarks.mixedWithClassic(name(rows)));
    }

    void inform(String text, BucketRows rows) {
        invocation
                .query()
                .annotations()
                .inform(invocation.argument(position), text + HistogramRemarks.forMetric(name(rows)));
    }

    private String name(BucketRows rows) {
        return invocation.names().delayed() ? rows.labels().metricName() : "";
    }
}
