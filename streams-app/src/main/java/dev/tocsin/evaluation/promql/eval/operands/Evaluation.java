package dev.tocsin.evaluation.promql.eval.operands;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.eval.query.Query;
import dev.tocsin.evaluation.promql.eval.query.Steps;

/** Evaluates the parts of an expression, at all steps at once, for those who know only what to do with the operands. */
public interface Evaluation {
    Operand evaluate(Expr part);

    Query query();

    Steps steps();

    /** The same in other terms: of a query that looks at other details, or at other steps. */
    Evaluation with(Query other, Steps at);
}
