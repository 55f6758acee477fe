package dev.tocsin.evaluation.naive;

/** The evaluation fails. */
final class NaiveEvaluationException extends RuntimeException {
    NaiveEvaluationException(String why) {
        super(why);
    }
}
