/**
 * Rules as they are written, and as they can be evaluated.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.evaluation.rules.RuleGroup} that exists can be evaluated; of one that can not,
 * all problems are told at once, in the words that people know; a rule keeps its uid through every edit but one of its
 * name, its expression or its labels; the ticks of a group are the same on every instance and after every restart.
 *
 * <p><b>Does not:</b> evaluate ({@code rules.evaluating} does), or wait for a tick. Doors:
 * {@link dev.tocsin.evaluation.rules.RuleGroupDraft}, {@link dev.tocsin.evaluation.rules.RuleGroup},
 * {@link dev.tocsin.evaluation.rules.Ticks}.
 */
package dev.tocsin.evaluation.rules;
