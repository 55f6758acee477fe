/**
 * Values during evaluation: vectors over steps, selected series, query limits and cancellation.
 *
 * <p><b>Promises:</b> a query that exceeds its sample limit or its timeout fails; it does not exhaust memory.
 *
 * <p><b>Does not:</b> know any function or operator.
 */
package dev.tocsin.evaluation.promql.vectors;
