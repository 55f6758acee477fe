/**
 * The PromQL engine: evaluates an expression at an instant or over a range.
 *
 * <p><b>Promises:</b> returns what Prometheus returns; step-invariant expressions are evaluated once.
 *
 * <p><b>Does not:</b> read a clock, or store series.
 */
package dev.tocsin.evaluation.promql.engine;
