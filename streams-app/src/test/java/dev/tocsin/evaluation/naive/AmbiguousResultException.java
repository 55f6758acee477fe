package dev.tocsin.evaluation.naive;

/** The language leaves open which of several values the expression has. */
final class AmbiguousResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
