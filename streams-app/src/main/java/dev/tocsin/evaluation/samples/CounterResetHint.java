package dev.tocsin.evaluation.samples;

/** Whether the counter was reset between the previous histogram of a series and this one. */
public enum CounterResetHint {
    UNKNOWN,
    RESET,
    NOT_RESET,
    /** The histogram is a gauge, not a counter. */
    GAUGE;

    /** The hint of a sum of two histograms. */
    CounterResetHint combine(CounterResetHint other) {
        if (this == other) {
            return this;
        }
        return this == GAUGE || other == GAUGE ? GAUGE : UNKNOWN;
    }

    /** Whether one hint says that there was a reset and the other that there was none. */
    public boolean contradicts(CounterResetHint other) {
        return this == RESET && other == NOT_RESET || this == NOT_RESET && other == RESET;
    }
}
