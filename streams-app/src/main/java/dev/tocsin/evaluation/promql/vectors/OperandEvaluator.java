package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;

/** Evaluates the parts of an expression, at all steps at once, for those who know only what to do with the operands. */
public interface OperandEvaluator {
    OperandValue evaluate(Expr part);

    QueryContext query();

    StepTimes steps();

    /** The same in other terms: of a query that looks at other details, or at other steps. */
    OperandEvaluator with(QueryContext other, StepTimes at);
}
