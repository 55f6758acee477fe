package dev.tocsin.evaluation.promql.vectors;

/** Whether whoever asked is still waiting for the answer. Asked often while a query is evaluated, so it must be cheap. */
@FunctionalInterface
public interface Cancellation {
    Cancellation NEVER = () -> State.ACTIVE;

    State state();

    /** What the one who asked thinks of it now. */
    enum State {
        ACTIVE,
        TIMED_OUT,
        CANCELED
    }
}
