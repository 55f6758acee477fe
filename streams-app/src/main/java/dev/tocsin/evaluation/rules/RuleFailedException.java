package dev.tocsin.evaluation.rules;

/** A rule cannot use the result of its expression. */
final class RuleFailedException extends RuntimeException {
    RuleFailedException(String why) {
        super(why);
    }
}
