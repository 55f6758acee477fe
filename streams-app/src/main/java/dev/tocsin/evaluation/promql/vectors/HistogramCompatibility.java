package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/** Checks histograms before they are aggregated. */
public final class HistogramCompatibility {
    private HistogramCompatibility() {}

    /** Whether all have custom buckets or all have exponential buckets. */
    public static boolean areSameKind(List<Histogram> histograms) {
        return histograms.stream().allMatch(histograms.get(0)::isCompatibleWith);
    }

    /** Aggregates histograms. Returns {@link Point#NOTHING} and adds a warning if they are incompatible. */
    public static Point aggregate(
            List<Histogram> histograms,
            Function<List<Histogram>, Histogram> function,
            String metric,
            Annotations annotations,
            Expr expr) {
        if (!areSameKind(histograms)) {
            annotations.warn(expr, HistogramAnnotations.mixedExponentialCustom(metric));
            return Point.NOTHING;
        }
        annotate(histograms, annotations, expr);
        return Point.of(function.apply(histograms));
    }

    /** Adds annotations about different bucket layouts and conflicting counter resets. */
    private static void annotate(List<Histogram> histograms, Annotations annotations, Expr expr) {
        if (histograms.stream().anyMatch(histograms.get(0)::hasDifferentBoundsThan)) {
            annotations.inform(expr, HistogramAnnotations.mismatchedCustomBuckets("aggregation"));
        }
        if (has(histograms, CounterResetHint.RESET) && has(histograms, CounterResetHint.NOT_RESET)) {
            annotations.warn(expr, HistogramAnnotations.counterResetCollision("aggregation"));
        }
    }

    private static boolean has(List<Histogram> histograms, CounterResetHint hint) {
        return histograms.stream().anyMatch(histogram -> histogram.resetHint() == hint);
    }
}
