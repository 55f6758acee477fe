package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;

/** What is to be known of several histograms before they are put together. */
public final class HistogramCompatibility {
    private HistogramCompatibility() {}

    /** Whether all have chosen bounds, or none has. */
    public static boolean areSameKind(List<Histogram> histograms) {
        return histograms.stream().allMatch(histograms.get(0)::isCompatibleWith);
    }

    /** Tells what is odd about putting them together. */
    public static void annotate(List<Histogram> histograms, Annotations remarks, Expr about) {
        if (histograms.stream().anyMatch(histograms.get(0)::hasDifferentBoundsThan)) {
            remarks.inform(about, HistogramAnnotations.mismatchedCustomBuckets("aggregation"));
        }
        if (has(histograms, CounterResetHint.RESET) && has(histograms, CounterResetHint.NOT_RESET)) {
            remarks.warn(about, HistogramAnnotations.counterResetCollision("aggregation"));
        }
    }

    private static boolean has(List<Histogram> histograms, CounterResetHint hint) {
        return histograms.stream().anyMatch(histogram -> histogram.resetHint() == hint);
    }
}
