package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;

/** Evaluates the operands of functions and operators at all steps at once. */
public interface OperandEvaluator {
    OperandValue evaluate(Expr part);

    QueryContext query();

    StepTimes steps();

    /** The same evaluator for another query context or other steps. */
    OperandEvaluator with(QueryContext other, StepTimes at);
}
