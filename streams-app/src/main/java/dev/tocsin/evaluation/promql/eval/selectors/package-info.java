/**
 * What an expression sees of the series: by selectors, at each step or in each window, and by subqueries.
 *
 * <p><b>Promises:</b> a series is seen where its newest sample is young enough and no stale marker; a subquery is
 * evaluated once for all windows, at multiples of its step.
 *
 * <p><b>Does not:</b> compute anything of the samples in a window. Doors:
 * {@link dev.tocsin.evaluation.promql.eval.selectors.Selectors},
 * {@link dev.tocsin.evaluation.promql.eval.selectors.Subqueries}.
 */
package dev.tocsin.evaluation.promql.eval.selectors;
