/**
 * What holds for all parts of a query: its options and times, how long anybody waits for it, and what it has to say.
 *
 * <p><b>Promises:</b> a query that takes too long or too much ends with an error; each remark is made once, at the part
 * that it is about, in the words of Prometheus.
 *
 * <p><b>Does not:</b> evaluate anything. Doors: {@link dev.tocsin.evaluation.promql.eval.query.Options},
 * {@link dev.tocsin.evaluation.promql.eval.query.Patience}, {@link dev.tocsin.evaluation.promql.eval.query.Annotation}
 * and {@link dev.tocsin.evaluation.promql.eval.query.EvaluationException} for those who ask;
 * {@link dev.tocsin.evaluation.promql.eval.query.Query}, {@link dev.tocsin.evaluation.promql.eval.query.Steps} and
 * {@link dev.tocsin.evaluation.promql.eval.query.Annotations} for those who evaluate.
 */
package dev.tocsin.evaluation.promql.eval.query;
