package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;

/**
 * Whether an expression is step-invariant: all its selectors have an {@code @} modifier and no function depends on the
 * evaluation time.
 */
final class StepInvariant implements Expr.Cases<Boolean> {
    static final StepInvariant INSTANCE = new StepInvariant();

    private StepInvariant() {}

    @Override
    public Boolean numberLiteral(Expr.NumberLiteral number) {
        return true;
    }

    @Override
    public Boolean stringLiteral(Expr.StringLiteral text) {
        return true;
    }

    @Override
    public Boolean vectorSelector(Expr.VectorSelector selector) {
        return !selector.timeModifiers().at().equals(AtModifier.NONE);
    }

    @Override
    public Boolean matrixSelector(Expr.MatrixSelector range) {
        return range.selector().match(this);
    }

    @Override
    public Boolean subquery(Expr.Subquery subquery) {
        return !subquery.timeModifiers().at().equals(AtModifier.NONE);
    }

    @Override
    public Boolean call(Expr.Call call) {
        return !call.function().has(Trait.TIME_DEPENDENT) && allChildren(call);
    }

    @Override
    public Boolean aggregation(Expr.Aggregation aggregation) {
        return allChildren(aggregation);
    }

    @Override
    public Boolean binary(Expr.Binary binary) {
        return allChildren(binary);
    }

    @Override
    public Boolean unary(Expr.Unary unary) {
        return allChildren(unary);
    }

    @Override
    public Boolean paren(Expr.Paren paren) {
        return allChildren(paren);
    }

    private boolean allChildren(Expr expr) {
        return expr.children().stream().allMatch(child -> child.match(this));
    }
}
