/**
 * The PromQL syntax tree and its vocabulary.
 *
 * <p><b>Promises:</b> an expression prints itself in a form that parses to the same expression.
 *
 * <p><b>Does not:</b> parse or evaluate.
 */
package dev.tocsin.evaluation.promql;
