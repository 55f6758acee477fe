/**
 * The words of PromQL: its operators, aggregators and types, what a function takes and gives, and which features a user
 * has switched on. Enumerations and small values that everybody speaks in, and therefore all of them public.
 *
 * <p><b>Promises:</b> each word prints as it is written; a feature has the name that Prometheus gives it.
 *
 * <p><b>Does not:</b> know expressions, or read text. Doors: {@link dev.tocsin.evaluation.promql.vocabulary.Features},
 * {@link dev.tocsin.evaluation.promql.vocabulary.ValueType}, {@link dev.tocsin.evaluation.promql.vocabulary.BinaryOp},
 * {@link dev.tocsin.evaluation.promql.vocabulary.Aggregator}, {@link dev.tocsin.evaluation.promql.vocabulary.Function}.
 */
package dev.tocsin.evaluation.promql.vocabulary;
