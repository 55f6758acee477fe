/**
 * Rules and what becomes of them at each tick.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.evaluation.rules.RuleGroup} that exists can be evaluated; the same group,
 * state, tick and samples give the same transitions and the same series on every instance; a rule that fails leaves
 * its alerts as they were; a restart or an edit of annotations, {@code for} or order starts no alert over.
 *
 * <p><b>Does not:</b> wait for a tick, query, store or send: the shell gives {@link dev.tocsin.evaluation.rules.Ticks}
 * the time and {@link dev.tocsin.evaluation.rules.GroupEvaluation} the means. Doors:
 * {@link dev.tocsin.evaluation.rules.RuleGroupDraft}, {@link dev.tocsin.evaluation.rules.GroupEvaluation},
 * {@link dev.tocsin.evaluation.rules.GroupState}, {@link dev.tocsin.evaluation.rules.Ticks}.
 */
package dev.tocsin.evaluation.rules;
