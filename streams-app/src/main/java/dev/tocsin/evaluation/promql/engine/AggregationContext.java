package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Grouping;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An aggregation under way: what it is given, and how its elements fall into groups. */
record AggregationContext(Expr.Aggregation aggregation, OperandEvaluator evaluator) {
    InstantVector inputVector() {
        return evaluator.evaluate(aggregation.expr()).instantVector();
    }

    /** The parameter at each step, for operators that take a number. */
    double[] parameter() {
        return evaluator.evaluate(parameterExpr()).scalars();
    }

    /** The parameter, for operators that take a text. */
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

    /** The rows of each group, groups in the order in which they first appear. */
    Map<Labels, List<VectorRow>> groups(InstantVector rows) {
        var keys = keys(aggregation.grouping());
        var groups = new LinkedHashMap<Labels, List<VectorRow>>();
        for (var row : rows.rows()) {
            groups.computeIfAbsent(keys.apply(row.labels()), key -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    /** What elements of one group have in common. */
    static Function<Labels, Labels> keys(Grouping grouping) {
        if (grouping.isWithout()) {
            return labels -> labels.filter(
                    name -> !name.equals(Labels.NAME) && !grouping.labels().contains(name));
        }
        return grouping.labels().isEmpty() ? labels -> Labels.EMPTY : labels -> labels.keep(grouping.labels());
    }
}
