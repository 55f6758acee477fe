/**
 * The texts of rules: labels and annotations as templates, with the functions that Prometheus gives them.
 *
 * <p><b>Promises:</b> a rule file's templates mean here what they mean to Prometheus.
 *
 * <p><b>Does not:</b> evaluate queries ({@link dev.tocsin.templates.library.rules.Query} is given) or look at a clock.
 * The door: {@link dev.tocsin.templates.library.rules.RuleTemplate}, with what it is told in a
 * {@link dev.tocsin.templates.library.rules.RuleContext}.
 */
package dev.tocsin.templates.library.rules;
