/**
 * Aggregations: groups of elements become one element each, or keep a few of theirs.
 *
 * <p><b>Promises:</b> the same elements are kept on every instance; histograms that do not go together are remarked
 * upon, not added up.
 *
 * <p><b>Does not:</b> look beyond one step. Door:
 * {@link dev.tocsin.evaluation.promql.eval.aggregation.AggregationTable}.
 */
package dev.tocsin.evaluation.promql.eval.aggregation;
