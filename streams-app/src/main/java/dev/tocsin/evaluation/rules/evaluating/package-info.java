/**
 * What becomes of rules at each tick.
 *
 * <p><b>Promises:</b> the same group, state, tick and samples give the same transitions and the same series on every
 * instance; a rule that fails leaves its alerts as they were; a restart or an edit of annotations, {@code for} or order
 * starts no alert over.
 *
 * <p><b>Does not:</b> wait for a tick, query, store or send: the shell gives
 * {@link dev.tocsin.evaluation.rules.evaluating.GroupEvaluation} the time and, as an
 * {@link dev.tocsin.evaluation.rules.evaluating.Evaluation}, the means. Doors: these two and
 * {@link dev.tocsin.evaluation.rules.evaluating.GroupState}.
 */
package dev.tocsin.evaluation.rules.evaluating;
