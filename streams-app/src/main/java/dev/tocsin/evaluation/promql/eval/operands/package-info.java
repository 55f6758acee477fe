/**
 * What parts of an expression come to, at all steps at once: the words in which all rooms of the engine speak, and
 * therefore nearly all of them public.
 *
 * <p><b>Promises:</b> a step has an element or none, and no element is mistaken for none; labels that would stand twice
 * at a step are refused; the same numbers in the same order have the same sum to the last bit.
 *
 * <p><b>Does not:</b> know what is done with operands. Doors:
 * {@link dev.tocsin.evaluation.promql.eval.operands.Operand}, {@link dev.tocsin.evaluation.promql.eval.operands.Rows},
 * {@link dev.tocsin.evaluation.promql.eval.operands.Row}, {@link dev.tocsin.evaluation.promql.eval.operands.Windows},
 * {@link dev.tocsin.evaluation.promql.eval.operands.Names}, and
 * {@link dev.tocsin.evaluation.promql.eval.operands.Evaluation}, by which the other rooms have parts evaluated.
 */
package dev.tocsin.evaluation.promql.eval.operands;
