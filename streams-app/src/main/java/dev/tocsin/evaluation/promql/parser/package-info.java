/**
 * Makes an expression of a text.
 *
 * <p><b>Promises:</b> what Prometheus accepts is accepted, what it rejects is rejected in its words and at its place;
 * what comes out has been checked: types, numbers of arguments, selectors; time and depth are bounded by the length of
 * the text, whatever the text.
 *
 * <p><b>Does not:</b> evaluate, or mend what is wrong. Door: {@link dev.tocsin.evaluation.promql.parser.PromqlParser}.
 */
package dev.tocsin.evaluation.promql.parser;
