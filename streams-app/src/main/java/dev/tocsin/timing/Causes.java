package dev.tocsin.timing;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Error texts for people, and errors without the wrappers that futures put around them. */
public final class Causes {
    private Causes() {}

    /** The first cause that is no {@link CompletionException} or {@link ExecutionException}. */
    public static Throwable unwrap(Throwable error) {
        var isWrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return isWrapper && error.getCause() != null ? unwrap(error.getCause()) : error;
    }

    /** The message of the unwrapped error; the name of its class if it has no message. */
    public static String message(Throwable error) {
        return text(unwrap(error));
    }

    /** The message and, unless it repeats it, the message of the root cause: {@code "cannot read topic x: timed out"}. */
    public static String messageWithRoot(Throwable error) {
        var message = message(error);
        var root = text(root(error));
        return message.contains(root) ? message : message + ": " + root;
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }

    private static String text(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
