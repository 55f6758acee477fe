package dev.tocsin.evaluation.naive;

/** The expression has no value. */
final class NaiveEvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NaiveEvaluationException(String why) {
        super(why);
    }
}
