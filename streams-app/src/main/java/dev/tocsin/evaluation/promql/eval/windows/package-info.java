/**
 * Functions of range vectors: sums and means over time, rates, trends, and what is absent.
 *
 * <p><b>Promises:</b> what a series gained in a window is extrapolated to the window's edges as Prometheus does it;
 * resets of counters and of histograms are found; a function that knows no histograms passes over them and says so.
 *
 * <p><b>Does not:</b> choose the samples of a window. Door:
 * {@link dev.tocsin.evaluation.promql.eval.windows.WindowFunctions}.
 */
package dev.tocsin.evaluation.promql.eval.windows;
