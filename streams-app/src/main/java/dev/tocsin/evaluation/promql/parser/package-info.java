/**
 * Parses PromQL.
 *
 * <p><b>Promises:</b> accepts and rejects what Prometheus accepts and rejects; an error names its position;
 * nesting is bounded.
 *
 * <p><b>Does not:</b> evaluate.
 */
package dev.tocsin.evaluation.promql.parser;
