package dev.tocsin.evaluation.rules;

/** What a rule's expression gave is not what the rule can use. */
final class RuleFailedException extends RuntimeException {
    RuleFailedException(String why) {
        super(why);
    }
}
