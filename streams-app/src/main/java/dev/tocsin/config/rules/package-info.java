/**
 * The door for files of rules and for the files that test them, in Prometheus' notation.
 *
 * <p><b>Promises:</b> a file means what it means to Prometheus; a problem inside of an expression is told at its own place.
 *
 * <p><b>Does not:</b> judge a rule, which the domain does, or evaluate one. Doors:
 * {@link dev.tocsin.config.rules.RuleFiles}, {@link dev.tocsin.config.rules.RuleTestFile}.
 */
package dev.tocsin.config.rules;
