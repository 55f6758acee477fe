package dev.tocsin.evaluation.rules;

/** What a rule's expression gave is not what the rule can use. */
final class RuleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleFailedException(String why) {
        super(why);
    }
}
