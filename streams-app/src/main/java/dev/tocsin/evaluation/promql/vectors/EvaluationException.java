package dev.tocsin.evaluation.promql.vectors;

/** A query failed. The message is Prometheus's. */
public final class EvaluationException extends RuntimeException {
    /** The kinds of errors in Prometheus's HTTP API. */
    public enum Kind {
        EXECUTION,
        TIMEOUT,
        CANCELED
    }

    private final Kind kind;

    public EvaluationException(String message) {
        this(Kind.EXECUTION, message);
    }

    EvaluationException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static EvaluationException sameLabels() {
        return new EvaluationException("vector cannot contain metrics with the same labelset");
    }

    public Kind kind() {
        return kind;
    }
}
