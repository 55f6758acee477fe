/**
 * PromQL functions, those over range vectors and those over histograms included.
 *
 * <p><b>Promises:</b> each function returns what Prometheus returns, annotations included.
 *
 * <p><b>Does not:</b> select series, or parse.
 */
package dev.tocsin.evaluation.promql.functions;
