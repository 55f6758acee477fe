package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.RangeVector;
import dev.tocsin.evaluation.promql.vectors.StepConversions;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Converts the operand of the whole expression to a {@link Value}: removes delayed metric names and sorts. */
record ResultBuilder(QueryContext query, StepTimes steps) {
    Value instant(Expr expr, OperandValue operand) {
        return switch (expr.type()) {
            case SCALAR -> new Value.Scalar(query.start(), operand.scalars()[0]);
            case STRING -> new Value.Text(query.start(), operand.text());
            case INSTANT_VECTOR -> vector(operand.instantVector(), definesOrder(expr.unwrapParens()));
            case RANGE_VECTOR -> matrix(operand.rangeVector());
        };
    }

    Value.Matrix range(OperandValue operand) {
        var rows = operand instanceof OperandValue.Scalars scalars
                ? InstantVector.unlabelled(scalars.values())
                : operand.instantVector();
        return sorted(MetricNameRemoval.of(query).dropDelayed(rows).rows().stream()
                .map(row -> StepConversions.toSeries(row, steps))
                .toList());
    }

    private Value.Vector vector(InstantVector rows, boolean isOrdered) {
        var elements = new ArrayList<Value.Element>();
        for (var row : MetricNameRemoval.of(query).dropDelayed(rows).rows()) {
            if (row.has(0)) {
                elements.add(element(row));
            }
        }
        if (!isOrdered) {
            elements.sort(Comparator.comparing(Value.Element::labels));
        }
        return new Value.Vector(query.start(), elements);
    }

    private static Value.Element element(VectorRow row) {
        return row.isHistogram(0)
                ? new Value.Element(row.labels(), Double.NaN, Optional.of(row.histograms()[0]))
                : new Value.Element(row.labels(), row.values()[0]);
    }

    private Value.Matrix matrix(RangeVector windows) {
        return sorted(windows.seriesList().stream()
                .map(one -> windows.samplesInWindow(one.series(), 0, false))
                .toList());
    }

    private static Value.Matrix sorted(List<Series> series) {
        return new Value.Matrix(series.stream()
                .filter(one -> one.size() > 0)
                .sorted(Comparator.comparing(Series::labels))
                .toList());
    }

    /** Whether the order of the elements is part of the result. */
    private static boolean definesOrder(Expr expr) {
        return expr instanceof Expr.Call call && call.function().has(Trait.ORDERS_RESULT)
                || expr instanceof Expr.Aggregation aggregation
                        && aggregation.op().ordersResult();
    }
}
