/**
 * PromQL, the language: a text becomes an expression whose types have been checked, and prints back in canonical form.
 *
 * <p><b>Promises:</b> what Prometheus accepts is accepted, what it rejects is rejected in its words and at its place;
 * time and depth are bounded by the length of the text, whatever the text.
 *
 * <p><b>Does not:</b> evaluate, or know of samples. Doors: {@link dev.tocsin.evaluation.promql.PromqlParser},
 * {@link dev.tocsin.evaluation.promql.Expr}, {@link dev.tocsin.evaluation.promql.Functions}.
 */
package dev.tocsin.evaluation.promql;
