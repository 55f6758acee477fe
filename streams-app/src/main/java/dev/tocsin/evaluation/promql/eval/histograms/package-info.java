/**
 * Functions of histograms: of those that are elements, and of those whose buckets are series of their own.
 *
 * <p><b>Promises:</b> quantiles and shares of both kinds are those of Prometheus; buckets that contradict each other
 * are mended, and more than a rounding error is remarked upon.
 *
 * <p><b>Does not:</b> compute inside a native histogram: {@code evaluation.histograms} does. Door:
 * {@link dev.tocsin.evaluation.promql.eval.histograms.HistogramFunctions}.
 */
package dev.tocsin.evaluation.promql.eval.histograms;
