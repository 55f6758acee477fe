package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import java.util.List;

/** What subqueries see: the expression inside, evaluated once for all windows, at steps of its own. */
public record Subqueries(Evaluation evaluation) {
    public Windows windows(Expr.Subquery subquery) {
        var query = evaluation.query();
        var ends = query.references(subquery.timing(), evaluation.steps());
        var range = subquery.range().positiveMillis(query.times());
        var inner = Steps.multiples(stepOf(subquery), ends[0] - range, ends[ends.length - 1]);
        if (inner.count() == 0) {
            return Windows.plain(List.of(), ends, range);
        }
        query.admit(inner.count());
        var rows = rows(subquery.of(), inner);
        return Windows.plain(
                rows.list().stream()
                        .map(row -> new Windows.Track(Hints.forgotten(Columns.points(row, inner)), row.losesName()))
                        .toList(),
                ends,
                range);
    }

    private Rows rows(Expr expr, Steps inner) {
        return evaluation
                .with(evaluation.query().with(Detail.WHOLE_TO_THE_END), inner)
                .evaluate(expr)
                .rows();
    }

    private long stepOf(Expr.Subquery subquery) {
        var query = evaluation.query();
        return subquery.step()
                .map(step -> step.positiveMillis(query.times()))
                .orElse(query.options().subqueryStep().toMillis());
    }
}
