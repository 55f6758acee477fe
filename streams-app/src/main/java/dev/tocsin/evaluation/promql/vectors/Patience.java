package dev.tocsin.evaluation.promql.vectors;

/** Whether whoever asked is still waiting for the answer. Asked often while a query is evaluated, so it must be cheap. */
@FunctionalInterface
public interface Patience {
    Patience ENDLESS = () -> Mood.WAITING;

    Mood mood();

    /** What the one who asked thinks of it now. */
    enum Mood {
        WAITING,
        TIMED_OUT,
        CANCELED
    }
}
