package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Quantiles;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Aggregations that make one element of each group. */
final class Reduction {
    private Reduction() {}

    /** One number of the numbers of a group, at a step. */
    interface AtStep {
        double of(double[] values, int from, int to, int step);
    }

    /** One element of the elements of a group at a step, of which some are histograms. */
    interface AtMixedStep {
        Point of(Mix mix, int step);
    }

    /** Of numbers; histograms are passed over, of which it is told. */
    static Rows rows(Aggregating aggregating, AtStep reduction) {
        return rows(aggregating, reduction, (mix, step) -> {
            aggregating
                    .query()
                    .annotations()
                    .inform(
                            aggregating.aggregation().of(),
                            HistogramRemarks.ignoredIn(
                                    aggregating.aggregation().op().toString()));
            return mix.count() == 0 ? Point.NOTHING : Point.of(reduction.of(mix.numbers(), 0, mix.count(), step));
        });
    }

    static Rows rows(Aggregating aggregating, AtStep reduction, AtMixedStep mixed) {
        var rows = new ArrayList<Row>();
        aggregating.groups(aggregating.rows()).forEach((key, members) -> {
            aggregating.query().goOn();
            var steps = aggregating.steps().count();
            rows.add(
                    members.stream().anyMatch(Row::hasHistograms)
                            ? reduce(key, members, steps, reduction, mixed)
                            : reduce(key, members, steps, reduction));
        });
        return new Rows(rows).withoutEmpty();
    }

    /** Either of numbers or of histograms. */
    static Rows totals(
            Aggregating aggregating, Statistics.Summary ofNumbers, Function<List<Histogram>, Histogram> ofHistograms) {
        return rows(
                aggregating,
                (values, from, to, step) -> ofNumbers.of(values, from, to),
                (mix, step) -> mix.total(aggregating, ofHistograms));
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
            var count = present(members, step, present);
            if (count > 0) {
                reduced.values()[step] = reduction.of(present, 0, count, step);
            }
        }
        return reduced;
    }

    private static Row reduce(Labels key, List<Row> members, int steps, AtStep reduction, AtMixedStep mixed) {
        var reduced = Column.empty(steps);
        for (var step = 0; step < steps; step++) {
            var mix = Mix.of(members, step);
            if (!mix.histograms().isEmpty()) {
                reduced.put(step, mixed.of(mix, step));
            } else if (mix.count() > 0) {
                reduced.put(step, reduction.of(mix.numbers(), 0, mix.count(), step));
            }
        }
        return reduced.row(key, members.stream().anyMatch(Row::losesName));
    }

    /** Writes the numbers that are there at a step. @return how many there are */
    static int present(List<Row> members, int step, double[] present) {
        var count = 0;
        for (var member : members) {
            var value = member.values()[step];
            present[count] = value;
            count += Row.isNothing(value) ? 0 : 1;
        }
        return count;
    }
}
