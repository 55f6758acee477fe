package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Grouping;
import dev.tocsin.evaluation.promql.vectors.Evaluation;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Steps;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An aggregation under way: what it is given, and how its elements fall into groups. */
record Aggregating(Expr.Aggregation aggregation, Evaluation evaluation) {
    Rows rows() {
        return evaluation.evaluate(aggregation.of()).rows();
    }

    /** The parameter at each step, for operators that take a number. */
    double[] parameter() {
        return evaluation.evaluate(parameterExpr()).scalars();
    }

    /** The parameter, for operators that take a text. */
    String textParameter() {
        return evaluation.evaluate(parameterExpr()).text();
    }

    Expr parameterExpr() {
        return aggregation.parameter().orElseThrow();
    }

    Query query() {
        return evaluation.query();
    }

    Steps steps() {
        return evaluation.steps();
    }

    /** The rows of each group, groups in the order in which they first appear. */
    Map<Labels, List<Row>> groups(Rows rows) {
        var keys = keys(aggregation.grouping());
        var groups = new LinkedHashMap<Labels, List<Row>>();
        for (var row : rows.list()) {
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
