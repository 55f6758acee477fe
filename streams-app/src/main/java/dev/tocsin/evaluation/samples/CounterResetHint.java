package dev.tocsin.evaluation.samples;

/** What is known of whether a counter began anew between a histogram and the one before it. */
public enum CounterResetHint {
    UNKNOWN,
    RESET,
    NOT_RESET,
    /** It is no counter. */
    GAUGE;

    /** What is known of two taken together. */
    CounterResetHint combine(CounterResetHint other) {
        if (this == other) {
            return this;
        }
        return this == GAUGE || other == GAUGE ? GAUGE : UNKNOWN;
    }

    /** Whether one says that there was a reset and the other that there was none. */
    public boolean contradicts(CounterResetHint other) {
        return this == RESET && other == NOT_RESET || this == NOT_RESET && other == RESET;
    }
}
