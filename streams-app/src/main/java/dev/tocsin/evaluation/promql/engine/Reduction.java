package dev.tocsin.evaluation.promql.engine;

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
        Point of(GroupElements elements, int step);
    }

    /** Reduces floats. Histograms are ignored with an annotation. */
    static InstantVector evaluate(AggregationContext context, FloatReducer reduction) {
        return evaluate(context, reduction, (elements, step) -> {
            context.informHistogramIgnored();
            return elements.count() == 0
                    ? Point.NOTHING
                    : Point.of(reduction.of(elements.floats(), 0, elements.count(), step));
        });
    }

    static InstantVector evaluate(AggregationContext context, FloatReducer reduction, MixedReducer mixed) {
        var rows = new ArrayList<VectorRow>();
        context.groups(context.inputVector()).forEach((key, members) -> {
            context.query().checkCancelled();
            var steps = context.steps().count();
            rows.add(
                    members.stream().anyMatch(VectorRow::hasHistograms)
                            ? reduce(key, members, steps, reduction, mixed)
                            : reduce(key, members, steps, reduction));
        });
        return new InstantVector(rows).withoutEmpty();
    }

    /** Reduces groups of only floats or only histograms. */
    static InstantVector evaluateHomogeneous(
            AggregationContext context,
            Statistics.Summary ofFloats,
            Function<List<Histogram>, Histogram> ofHistograms) {
        return evaluate(
                context,
                (values, from, to, step) -> ofFloats.of(values, from, to),
                (elements, step) -> elements.combineHistograms(context, ofHistograms));
    }

    static InstantVector quantiles(AggregationContext context) {
        var quantiles = context.parameter();
        QuantileChecks.check(quantiles, context.query(), context.parameterExpr());
        return evaluate(context, (values, from, to, step) -> Statistics.quantile(quantiles[step], values, from, to));
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
            var elements = GroupElements.of(members, step);
            if (!elements.histograms().isEmpty()) {
                reduced.put(step, mixed.of(elements, step));
            } else if (elements.count() > 0) {
                reduced.put(step, reduction.of(elements.floats(), 0, elements.count(), step));
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
