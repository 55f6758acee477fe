package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;

/** How much of histograms a part of a query looks at. */
public enum HistogramDetail {
    /** All there is. */
    WHOLE,
    /** Counts and sums only. Prometheus then tells resets from one sample to the next, of which it may remark. */
    COUNTS,
    /** All there is, whatever is done with it further down. */
    ALWAYS_WHOLE;

    /** The detail that the arguments of a function need. */
    public HistogramDetail forArgumentsOf(PromqlFunction function) {
        if (this == ALWAYS_WHOLE || function.has(Trait.HISTOGRAM_BUCKETS)) {
            return ALWAYS_WHOLE;
        }
        return function.has(Trait.HISTOGRAM_COUNTS) ? COUNTS : this;
    }
}
