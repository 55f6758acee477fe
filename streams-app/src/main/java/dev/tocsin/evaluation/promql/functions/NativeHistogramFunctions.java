package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.samples.Histogram;

/**
 * Quantiles and fractions of native histograms, with their annotations.
 *
 * @param position the position of the argument with the histograms
 */
record NativeHistogramFunctions(FunctionCall call, int position) {
    double quantile(HistogramRows rows, Histogram histogram, double quantile) {
        var result = HistogramQuantile.of(quantile, histogram);
        if (histogram.hasNaN() && quantile >= 0 && quantile <= 1) {
            inform(
                    "input to histogram_quantile has NaN observations, result is "
                            + (Double.isNaN(result) ? "NaN" : "skewed higher"),
                    rows);
        }
        return result;
    }

    double fraction(HistogramRows rows, Histogram histogram, double lower, double upper) {
        if (histogram.hasNaN()) {
            inform("input to histogram_fraction has NaN observations, which are excluded from all fractions", rows);
        }
        return HistogramFraction.between(lower, upper, histogram);
    }

    void warnMixedHistograms(HistogramRows rows) {
        call.warn(position, HistogramAnnotations.mixedClassicNative(name(rows)));
    }

    void inform(String text, HistogramRows rows) {
        call.inform(position, text + HistogramAnnotations.forMetric(name(rows)));
    }

    private String name(HistogramRows rows) {
        return call.nameRemoval().delayed() ? rows.labels().metricName() : "";
    }
}
