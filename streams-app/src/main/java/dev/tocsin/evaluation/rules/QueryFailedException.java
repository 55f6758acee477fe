package dev.tocsin.evaluation.rules;

/** An expression could not be evaluated. The message is Prometheus's. */
public final class QueryFailedException extends RuntimeException {
    public QueryFailedException(String why) {
        super(why);
    }

    QueryFailedException(String why, Throwable cause) {
        super(why, cause);
    }
}
