package dev.tocsin.evaluation.naive;

/** The evaluation fails. */
final class NaiveEvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NaiveEvaluationException(String why) {
        super(why);
    }
}
