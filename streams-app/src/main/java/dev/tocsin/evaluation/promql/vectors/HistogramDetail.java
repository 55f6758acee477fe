package dev.tocsin.evaluation.promql.vectors;

import java.util.Set;

/** How much of histograms a part of a query looks at. */
public enum HistogramDetail {
    /** All there is. */
    WHOLE,
    /** Counts and sums only. Prometheus then tells resets from one sample to the next, of which it may remark. */
    COUNTS,
    /** All there is, whatever is done with it further down. */
    ALWAYS_WHOLE;

    private static final Set<String> COUNT_FUNCTIONS = Set.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final Set<String> BUCKET_FUNCTIONS =
            Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

    /** What the arguments of a function are looked at for. */
    public HistogramDetail forArgumentsOf(String function) {
        if (this == ALWAYS_WHOLE || BUCKET_FUNCTIONS.contains(function)) {
            return ALWAYS_WHOLE;
        }
        return COUNT_FUNCTIONS.contains(function) ? COUNTS : this;
    }
}
