package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.TimeModifiers;

/** Finds expressions whose value is the same at all steps of a query. */
final class StepInvariant {
    private StepInvariant() {}

    /** Whether all selectors have an {@code @} modifier and no function depends on the evaluation time. */
    static boolean test(Expr expr) {
        if (expr instanceof Expr.VectorSelector selector) {
            return isFixed(selector.timeModifiers());
        }
        if (expr instanceof Expr.Subquery subquery) {
            return isFixed(subquery.timeModifiers());
        }
        if (expr instanceof Expr.Call call && call.function().has(Trait.TIME_DEPENDENT)) {
            return false;
        }
        return expr.children().stream().allMatch(StepInvariant::test);
    }

    private static boolean isFixed(TimeModifiers modifiers) {
        return !modifiers.at().equals(AtModifier.NONE);
    }
}
