package dev.tocsin.delivery;

/** How one attempt to deliver ended. A receiver that refuses is ordinary, so it is a value and no exception. */
public sealed interface Attempt {
    /** The receiver has taken it. */
    record Delivered() implements Attempt {}

    /**
     * The receiver has not taken it, as far as can be told.
     *
     * @param retryable whether the same again may succeed
     * @param kind as Alertmanager's metrics name it: clientError, serverError, rateLimited, authError, other, ...
     * @param detail for people
     */
    record Failed(boolean retryable, String kind, String detail) implements Attempt {}
}
