package dev.tocsin.timing;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What lies behind the wrappers that futures put around an error. */
public final class Causes {
    private Causes() {}

    public static Throwable unwrap(Throwable error) {
        var isWrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return isWrapper && error.getCause() != null ? unwrap(error.getCause()) : error;
    }

    /** A sentence for people: the message, or the kind of error where it has none. */
    public static String message(Throwable error) {
        var cause = unwrap(error);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
