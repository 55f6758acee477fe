package dev.tocsin.evaluation.promql.vectors;

/** Timeout and cancellation of a query. Checked often during evaluation, so {@link #state} must be cheap. */
@FunctionalInterface
public interface Cancellation {
    Cancellation NEVER = () -> State.ACTIVE;

    State state();

    enum State {
        ACTIVE,
        TIMED_OUT,
        CANCELED
    }
}
