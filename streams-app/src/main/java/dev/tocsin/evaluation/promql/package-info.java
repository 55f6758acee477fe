/**
 * PromQL, the language: an expression is a tree of values that knows its types and prints itself back.
 *
 * <p><b>Promises:</b> every node knows its place in the text; what is printed reads as the same expression again, on
 * one line or, by {@link dev.tocsin.evaluation.promql.PrettyPrinter}, on several; a new kind of expression does not
 * compile until every reader of the tree handles it.
 *
 * <p><b>Does not:</b> read text ({@code parser} does), evaluate ({@code eval} does), or know of samples. Doors:
 * {@link dev.tocsin.evaluation.promql.Expr}, {@link dev.tocsin.evaluation.promql.DurationExpr},
 * {@link dev.tocsin.evaluation.promql.PromqlSyntaxException}.
 */
package dev.tocsin.evaluation.promql;
