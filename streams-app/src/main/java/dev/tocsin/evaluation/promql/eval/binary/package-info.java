/**
 * Operators with two sides: arithmetic, comparisons and sets, between numbers, vectors and native histograms.
 *
 * <p><b>Promises:</b> elements meet as Prometheus has them meet, one to one or many to one, and where they do not the
 * error names the labels.
 *
 * <p><b>Does not:</b> evaluate the sides. Door: {@link dev.tocsin.evaluation.promql.eval.binary.BinaryOperators}.
 */
package dev.tocsin.evaluation.promql.eval.binary;
