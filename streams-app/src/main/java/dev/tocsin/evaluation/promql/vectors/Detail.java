package dev.tocsin.evaluation.promql.vectors;

import java.util.Set;

/** How much of histograms a part of a query looks at. */
public enum Detail {
    /** All there is. */
    WHOLE,
    /** Counts and sums only. Prometheus then tells resets from one sample to the next, of which it may remark. */
    COUNTS,
    /** All there is, whatever is done with it further down. */
    WHOLE_TO_THE_END;

    private static final Set<String> OF_COUNTS = Set.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final Set<String> OF_BUCKETS =
            Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

    /** What the arguments of a function are looked at for. */
    public Detail within(String function) {
        if (this == WHOLE_TO_THE_END || OF_BUCKETS.contains(function)) {
            return WHOLE_TO_THE_END;
        }
        return OF_COUNTS.contains(function) ? COUNTS : this;
    }
}
