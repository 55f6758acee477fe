package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** Aggregations that make one element of each group. */
final class Reduction {
    private Reduction() {}

    /** One number of the numbers of a group, at a step. */
    interface AtStep {
        double of(double[] values, int from, int to, int step);
    }

    static Rows rows(Aggregating aggregating, AtStep reduction) {
        var rows = new ArrayList<Row>();
        aggregating.groups(aggregating.rows()).forEach((key, members) -> {
            aggregating.query().goOn();
            rows.add(reduce(key, members, aggregating.steps().count(), reduction));
        });
        return new Rows(rows);
    }

    static Rows quantiles(Aggregating aggregating) {
        var quantiles = aggregating.parameter();
        Quantiles.check(quantiles, aggregating.query(), aggregating.parameterExpr());
        return rows(aggregating, (values, from, to, step) -> Statistics.quantile(quantiles[step], values, from, to));
    }

    private static Row reduce(Labels key, List<Row> members, int steps, AtStep reduction) {
        var reduced = Row.empty(key, members.stream().anyMatch(Row::losesName), steps);
        var present = new double[members.size()];
        for (var step = 0; step < steps; step++) {
            var count = 0;
            for (var member : members) {
                var value = member.values()[step];
                present[count] = value;
                count += Row.isNothing(value) ? 0 : 1;
            }
            if (count > 0) {
                reduced.values()[step] = reduction.of(present, 0, count, step);
            }
        }
        return reduced;
    }
}
