package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Columns;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Operand;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Steps;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.promql.vectors.Windows;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes of what the whole expression came to the value that is answered: names are gone, the order is settled. */
record Outcome(Query query, Steps steps) {
    private static final Set<Aggregator> RANKINGS = Set.of(Aggregator.TOPK, Aggregator.BOTTOMK);

    Value instant(Expr expr, Operand operand) {
        return switch (expr.type()) {
            case SCALAR -> new Value.Scalar(query.start(), operand.scalars()[0]);
            case STRING -> new Value.Text(query.start(), operand.text());
            case INSTANT_VECTOR -> vector(operand.rows(), ordersItself(expr.withoutParens()));
            case RANGE_VECTOR -> matrix(operand.windows());
        };
    }

    Value.Matrix range(Operand operand) {
        var rows = operand instanceof Operand.Scalars scalars ? Rows.unlabelled(scalars.values()) : operand.rows();
        return sorted(Names.of(query).finish(rows).list().stream()
                .map(row -> Columns.points(row, steps))
                .toList());
    }

    private Value.Vector vector(Rows rows, boolean isOrdered) {
        var elements = new ArrayList<Value.Element>();
        for (var row : Names.of(query).finish(rows).list()) {
            if (row.has(0)) {
                elements.add(element(row));
            }
        }
        if (!isOrdered) {
            elements.sort(Comparator.comparing(Value.Element::labels));
        }
        return new Value.Vector(query.start(), elements);
    }

    private static Value.Element element(Row row) {
        return row.isHistogram(0)
                ? new Value.Element(row.labels(), Double.NaN, Optional.of(row.histograms()[0]))
                : new Value.Element(row.labels(), row.values()[0]);
    }

    private Value.Matrix matrix(Windows windows) {
        return sorted(windows.tracks().stream()
                .map(track -> windows.seen(track.series(), 0, false))
                .toList());
    }

    private static Value.Matrix sorted(List<Series> series) {
        return new Value.Matrix(series.stream()
                .filter(one -> one.size() > 0)
                .sorted(Comparator.comparing(Series::labels))
                .toList());
    }

    /** Whether the order of the elements is part of what was asked for. */
    private static boolean ordersItself(Expr expr) {
        return expr instanceof Expr.Call call && call.function().name().startsWith("sort")
                || expr instanceof Expr.Aggregation aggregation && RANKINGS.contains(aggregation.op());
    }
}
