package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.QuantileChecks;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Aggregations that reduce each group to one element. */
final class Reduction {
    private Reduction() {}

    /** Reduces the floats of a group at a step. The range is from {@code from} up to, excluding, {@code to}. */
    interface FloatReducer {
        double of(double[] values, int from, int to, int step);
    }

    /** Reduces the elements of a group at a step where at least one is a histogram. */
    interface MixedReducer {
        Point of(GroupElements mix, int step);
    }

    /** Reduces floats. Histograms are ignored with an annotation. */
    static InstantVector evaluate(AggregationContext aggregating, FloatReducer reduction) {
        return evaluate(aggregating, reduction, (mix, step) -> {
            aggregating
                    .query()
                    .annotations()
                    .inform(
                            aggregating.aggregation().expr(),
                            HistogramAnnotations.histogramIgnoredInAggregation(
                                    aggregating.aggregation().op().toString()));
            return mix.count() == 0 ? Point.NOTHING : Point.of(reduction.of(mix.floats(), 0, mix.count(), step));
        });
    }

    static InstantVector evaluate(AggregationContext aggregating, FloatReducer reduction, MixedReducer mixed) {
        var rows = new ArrayList<VectorRow>();
        aggregating.groups(aggregating.inputVector()).forEach((key, members) -> {
            aggregating.query().checkCancelled();
            var steps = aggregating.steps().count();
            rows.add(
                    members.stream().anyMatch(VectorRow::hasHistograms)
                            ? reduce(key, members, steps, reduction, mixed)
                            : reduce(key, members, steps, reduction));
        });
        return new InstantVector(rows).withoutEmpty();
    }

    /** Reduces groups of only floats or only histograms. */
    static InstantVector evaluateHomogeneous(
            AggregationContext aggregating,
            Statistics.Summary ofFloats,
            Function<List<Histogram>, Histogram> ofHistograms) {
        return evaluate(
                aggregating,
                (values, from, to, step) -> ofFloats.of(values, from, to),
                (mix, step) -> mix.combineHistograms(aggregating, ofHistograms));
    }

    static InstantVector quantiles(AggregationContext aggregating) {
        var quantiles = aggregating.parameter();
        QuantileChecks.check(quantiles, aggregating.query(), aggregating.parameterExpr());
        return evaluate(
                aggregating, (values, from, to, step) -> Statistics.quantile(quantiles[step], values, from, to));
    }

    private static VectorRow reduce(Labels key, List<VectorRow> members, int steps, FloatReducer reduction) {
        var reduced = VectorRow.empty(key, members.stream().anyMatch(VectorRow::dropName), steps);
        var present = new double[members.size()];
        for (var step = 0; step < steps; step++) {
            var count = collectFloats(members, step, present);
            if (count > 0) {
                reduced.values()[step] = reduction.of(present, 0, count, step);
            }
        }
        return reduced;
    }

    private static VectorRow reduce(
            Labels key, List<VectorRow> members, int steps, FloatReducer reduction, MixedReducer mixed) {
        var reduced = VectorRowBuilder.empty(steps);
        for (var step = 0; step < steps; step++) {
            var mix = GroupElements.of(members, step);
            if (!mix.histograms().isEmpty()) {
                reduced.put(step, mixed.of(mix, step));
            } else if (mix.count() > 0) {
                reduced.put(step, reduction.of(mix.floats(), 0, mix.count(), step));
            }
        }
        return reduced.build(key, members.stream().anyMatch(VectorRow::dropName));
    }

    /** Copies the floats at a step to {@code present}. @return the number of floats */
    static int collectFloats(List<VectorRow> members, int step, double[] present) {
        var count = 0;
        for (var member : members) {
            var value = member.values()[step];
            present[count] = value;
            count += VectorRow.isNothing(value) ? 0 : 1;
        }
        return count;
    }
}
