package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.ResetHint;
import java.util.List;

/** What is to be known of several histograms before they are put together. */
public final class HistogramGroups {
    private HistogramGroups() {}

    /** Whether all have chosen bounds, or none has. */
    public static boolean areOfOneKind(List<Histogram> histograms) {
        return histograms.stream().allMatch(histograms.get(0)::isOfKindOf);
    }

    /** Tells what is odd about putting them together. */
    public static void remark(List<Histogram> histograms, Annotations remarks, Expr about) {
        if (histograms.stream().anyMatch(histograms.get(0)::hasOtherBoundsThan)) {
            remarks.inform(about, HistogramRemarks.otherBounds("aggregation"));
        }
        if (has(histograms, ResetHint.RESET) && has(histograms, ResetHint.NOT_RESET)) {
            remarks.warn(about, HistogramRemarks.contradiction("aggregation"));
        }
    }

    private static boolean has(List<Histogram> histograms, ResetHint hint) {
        return histograms.stream().anyMatch(histogram -> histogram.hint() == hint);
    }
}
