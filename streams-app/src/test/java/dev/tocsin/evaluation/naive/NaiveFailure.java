package dev.tocsin.evaluation.naive;

/** The expression has no value. */
final class NaiveFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NaiveFailure(String why) {
        super(why);
    }
}
