package dev.tocsin.evaluation.rules;

/** An expression could not be evaluated; the message says why, in the words that users know from Prometheus. */
public final class QueryFailedException extends RuntimeException {
    public QueryFailedException(String why) {
        super(why);
    }

    public QueryFailedException(String why, Throwable cause) {
        super(why, cause);
    }
}
