package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Grouping;
import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The evaluation of one aggregation: its operands and the grouping of the elements. */
record AggregationContext(Expr.Aggregation aggregation, OperandEvaluator evaluator) {
    InstantVector inputVector() {
        return evaluator.evaluate(aggregation.expr()).instantVector();
    }

    /** The scalar parameter at each step. */
    double[] parameter() {
        return evaluator.evaluate(parameterExpr()).scalars();
    }

    /** The string parameter. */
    String stringParameter() {
        return evaluator.evaluate(parameterExpr()).text();
    }

    Expr parameterExpr() {
        return aggregation.parameter().orElseThrow();
    }

    QueryContext query() {
        return evaluator.query();
    }

    StepTimes steps() {
        return evaluator.steps();
    }

    void informHistogramIgnored() {
        var text = HistogramAnnotations.histogramIgnoredInAggregation(
                aggregation.op().toString());
        query().annotations().inform(aggregation.expr(), text);
    }

    /** The rows of each group. The groups are in the order of their first rows. */
    Map<Labels, List<VectorRow>> groups(InstantVector rows) {
        var keys = keys(aggregation.grouping());
        var groups = new LinkedHashMap<Labels, List<VectorRow>>();
        for (var row : rows.rows()) {
            groups.computeIfAbsent(keys.apply(row.labels()), key -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    /** Maps the labels of an element to the labels of its group. */
    static Function<Labels, Labels> keys(Grouping grouping) {
        // A set, because the list may be long.
        var names = new HashSet<>(grouping.labels());
        if (grouping.isWithout()) {
            return labels -> labels.filter(name -> !name.equals(Labels.NAME) && !names.contains(name));
        }
        return names.isEmpty() ? labels -> Labels.EMPTY : labels -> labels.keep(names);
    }
}
