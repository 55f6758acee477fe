package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.At;
import dev.tocsin.evaluation.promql.Expr;
import java.util.Set;

/** Whether an expression is the same at every step, because all that it looks at is pinned to a time by {@code @}. */
final class Pinned implements Expr.Cases<Boolean> {
    static final Pinned PINNED = new Pinned();

    private static final Set<String> DEPEND_ON_TIME = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp");

    private Pinned() {}

    @Override
    public Boolean number(Expr.Number number) {
        return true;
    }

    @Override
    public Boolean text(Expr.Text text) {
        return true;
    }

    @Override
    public Boolean selector(Expr.Selector selector) {
        return !selector.timing().at().equals(At.EVALUATION);
    }

    @Override
    public Boolean range(Expr.Range range) {
        return range.of().match(this);
    }

    @Override
    public Boolean subquery(Expr.Subquery subquery) {
        return !subquery.timing().at().equals(At.EVALUATION);
    }

    @Override
    public Boolean call(Expr.Call call) {
        return !DEPEND_ON_TIME.contains(call.function().name()) && allChildren(call);
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
