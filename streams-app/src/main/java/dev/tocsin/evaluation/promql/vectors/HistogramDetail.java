package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;

/** The parts of native histograms that an expression reads. */
public enum HistogramDetail {
    /** Counts, sums and buckets. */
    WHOLE,
    /** Counts and sums. Counter resets are then detected between consecutive samples, as in Prometheus. */
    COUNTS,
    /** Counts, sums and buckets, for all expressions inside as well. */
    ALWAYS_WHOLE;

    /** The detail that the arguments of a function need. */
    public HistogramDetail forArgumentsOf(PromqlFunction function) {
        if (this == ALWAYS_WHOLE || function.has(Trait.HISTOGRAM_BUCKETS)) {
            return ALWAYS_WHOLE;
        }
        return function.has(Trait.HISTOGRAM_COUNTS) ? COUNTS : this;
    }
}
