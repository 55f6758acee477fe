/**
 * Rules: groups, their validation, evaluation at a tick, and alert states.
 *
 * <p><b>Promises:</b> a rule group that exists is valid. An alert state offers only its own transitions. An alert
 * that was reported as firing can be reported as resolved after its rule is gone.
 *
 * <p><b>Does not:</b> know topics, or decide when to evaluate.
 */
package dev.tocsin.evaluation.rules;
