/**
 * What a call of a function is, and the functions of scalars, texts and instant vectors.
 *
 * <p><b>Promises:</b> an argument is evaluated when a function asks for it; names of metrics go away where Prometheus
 * drops them.
 *
 * <p><b>Does not:</b> know range vectors or buckets. Doors:
 * {@link dev.tocsin.evaluation.promql.eval.functions.Invocation},
 * {@link dev.tocsin.evaluation.promql.eval.functions.InstantFunctions}.
 */
package dev.tocsin.evaluation.promql.eval.functions;
