package dev.tocsin.timing;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Passes the outcome of one future to another. */
public final class Futures {
    private Futures() {}

    /**
     * Completes the target with the outcome it is given; an argument of {@link CompletableFuture#whenComplete}. The
     * target gets the error itself, without a wrapper such as {@link java.util.concurrent.CompletionException}.
     */
    public static <T> BiConsumer<T, Throwable> relayTo(CompletableFuture<? super T> target) {
        return (value, error) -> {
            if (error == null) {
                target.complete(value);
            } else {
                target.completeExceptionally(Causes.unwrap(error));
            }
        };
    }
}
