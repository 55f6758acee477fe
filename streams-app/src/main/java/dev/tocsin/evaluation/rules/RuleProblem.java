package dev.tocsin.evaluation.rules;

import dev.tocsin.notation.GoQuote;

/**
 * One problem of a rule group.
 *
 * @param rule number of the rule, from 1; 0 for the group itself
 * @param ruleName name of the rule, or empty
 * @param field the key with the problem, such as {@code labels.severity}; empty for the whole rule
 */
public record RuleProblem(String group, int rule, String ruleName, String field, String message) {
    /** The message with group and rule, as promtool prints it. */
    @Override
    public String toString() {
        var prefix = "group " + GoQuote.quote(group);
        return rule == 0
                ? prefix + ": " + message
                : prefix + ", rule %d, %s: %s".formatted(rule, GoQuote.quote(ruleName), message);
    }
}
