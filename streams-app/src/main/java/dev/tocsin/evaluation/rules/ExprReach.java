package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.TimeModifiers;

/** How far before its evaluation time an expression reads samples: by ranges, subqueries, offsets and {@code @}. */
final class ExprReach {
    /** The reach of a selector at a fixed time: it grows without end. */
    static final long UNLIMITED = Long.MAX_VALUE / 4;

    private ExprReach() {}

    /** In milliseconds; negative if the expression reads only samples after its evaluation time. */
    static long millis(Expr expr) {
        if (expr instanceof Expr.VectorSelector selector) {
            return shifted(0, selector.timeModifiers());
        }
        if (expr instanceof Expr.MatrixSelector range) {
            return shifted(millis(range.range()), range.selector().timeModifiers());
        }
        if (expr instanceof Expr.Subquery subquery) {
            return shifted(millis(subquery.range()) + millis(subquery.expr()), subquery.timeModifiers());
        }
        return expr.children().stream().mapToLong(ExprReach::millis).max().orElse(0);
    }

    private static long shifted(long reach, TimeModifiers modifiers) {
        if (isFixed(modifiers.at())) {
            return UNLIMITED;
        }
        return Math.min(UNLIMITED, reach + millis(modifiers.offset()));
    }

    // The start and the end of a rule's query are its evaluation time.
    private static boolean isFixed(AtModifier at) {
        return at.time(0, 0, 0) == at.time(1, 1, 1);
    }

    private static long millis(DurationExpr duration) {
        try {
            return duration.millis(QueryTimes.INSTANT);
        } catch (DurationException invalid) {
            return 0; // The query of the rule fails and tells it.
        }
    }
}
