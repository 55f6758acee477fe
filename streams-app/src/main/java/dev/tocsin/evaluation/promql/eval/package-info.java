/**
 * Evaluates PromQL: an expression, a source of series and a time become a value and what there is to say about it.
 *
 * <p><b>Promises:</b> the same expression over the same samples gives the same bits on every instance; a query over
 * many steps gives at each step what a query at that instant alone would give; values, labels, errors and annotations
 * are those of Prometheus; a query that takes too long or too much ends with an error.
 *
 * <p>Here each kind of expression is sent to the room that knows it: {@code selectors}, {@code functions},
 * {@code windows}, {@code histograms}, {@code aggregation} or {@code binary}. They speak to each other in
 * {@code operands}, and of the query in {@code query}.
 *
 * <p><b>Does not:</b> parse, look at a clock, or change a series. Doors:
 * {@link dev.tocsin.evaluation.promql.eval.Engine}, {@link dev.tocsin.evaluation.promql.eval.Result},
 * {@link dev.tocsin.evaluation.promql.eval.Value}.
 */
package dev.tocsin.evaluation.promql.eval;
