/**
 * Values during evaluation: vectors over steps, selected series, query limits and cancellation.
 *
 * <p><b>Promises:</b> a query that exceeds its limits or its timeout fails with a sentence; it never exhausts
 * memory.
 *
 * <p><b>Does not:</b> know any function or operator.
 */
package dev.tocsin.evaluation.promql.vectors;
