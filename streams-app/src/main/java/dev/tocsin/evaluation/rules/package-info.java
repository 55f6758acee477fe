/**
 * Rules: rule files, groups, their validation, evaluation at a tick, and alert states.
 *
 * <p><b>Promises:</b> every {@link dev.tocsin.evaluation.rules.RuleGroup} is valid. A rule
 * file means what it means to Prometheus; an error inside an expression is reported at its own position. An alert that was sent as firing can be
 * sent as resolved after its rule was removed.
 *
 * <p><b>Does not:</b> know topics, or decide when to evaluate.
 */
package dev.tocsin.evaluation.rules;
