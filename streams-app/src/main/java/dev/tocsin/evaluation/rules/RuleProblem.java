package dev.tocsin.evaluation.rules;

import dev.tocsin.notation.GoQuote;

/**
 * One thing that is wrong with a group of rules.
 *
 * @param rule which rule, counted from 1; 0: the group itself
 * @param ruleName its name, as far as it has one
 * @param field the key that is wrong, as {@code labels.severity}; empty: the whole
 */
public record RuleProblem(String group, int rule, String ruleName, String field, String message) {
    /** With what it is about in front, as promtool says it. */
    @Override
    public String toString() {
        var of = "group " + GoQuote.quote(group);
        return rule == 0
                ? of + ": " + message
                : of + ", rule %d, %s: %s".formatted(rule, GoQuote.quote(ruleName), message);
    }
}
