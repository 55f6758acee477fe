package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.QueryContext.HistogramDetail;
import java.util.List;

/** Evaluates subqueries. The inner expression is evaluated once, at its own steps, for all windows. */
public record SubqueryEvaluator(OperandEvaluator evaluator) {
    public RangeVector rangeVector(Expr.Subquery subquery) {
        var query = evaluator.query();
        var ends = query.referenceTimes(subquery.timeModifiers(), evaluator.steps());
        var range = subquery.range().positiveMillis(query.times());
        var inner = StepTimes.multiples(stepOf(subquery), ends[0] - range, ends[ends.length - 1]);
        if (inner.count() == 0) {
            return RangeVector.withoutExtension(List.of(), ends, range);
        }
        query.samples().hold(1, inner.count());
        // The samples of the inner expression are counted when a function reads its windows.
        var readBefore = query.samples().read();
        var rows = innerVector(subquery.expr(), inner);
        query.samples().setRead(readBefore);
        rows.rows().forEach(row -> query.samples().hold(1, inner.count()));
        return RangeVector.withoutExtension(
                rows.rows().stream()
                        .map(row -> new RangeVector.RangeSeries(
                                CounterResetHints.withoutHints(StepConversions.toSeries(row, inner)), row.dropName()))
                        .toList(),
                ends,
                range);
    }

    private InstantVector innerVector(Expr expr, StepTimes inner) {
        return evaluator
                .with(evaluator.query().with(HistogramDetail.ALWAYS_WHOLE), inner)
                .evaluate(expr)
                .instantVector();
    }

    private long stepOf(Expr.Subquery subquery) {
        var query = evaluator.query();
        return subquery.step()
                .map(step -> step.positiveMillis(query.times()))
                .orElse(query.options().subqueryStep().toMillis());
    }
}
