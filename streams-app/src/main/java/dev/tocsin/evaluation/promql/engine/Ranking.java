package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Aggregations that select elements of each group: {@code topk}, {@code bottomk} and {@code limitk}. */
record Ranking(AggregationContext context, Comparator<Double> order) {
    static final Comparator<Double> INPUT_ORDER = (one, other) -> 0;

    private static final double TOO_LARGE = 9223372036854774784.0;
    private static final double TOO_SMALL = -9223372036854775808.0;

    InstantVector evaluate() {
        var parameter = context.parameter();
        var rows = context.inputVector(); // Evaluated even if nothing is kept: its errors and annotations count.
        var sizes = sizes(parameter);
        if (sizes.isEmpty()) {
            return InstantVector.NONE;
        }
        var kept = new ArrayList<VectorRow>();
        context.groups(rows).values().forEach(group -> kept.addAll(rank(group, sizes)));
        return new InstantVector(kept).withoutEmpty();
    }

    /** The number of elements to keep at each step; empty if it is 0 at all steps. */
    private static List<Integer> sizes(double[] parameter) {
        var sizes = new ArrayList<Integer>();
        var max = Double.NEGATIVE_INFINITY;
        var hasNaN = false;
        for (var size : parameter) {
            max = Math.max(max, Double.isNaN(size) ? Double.NEGATIVE_INFINITY : size);
            hasNaN |= Double.isNaN(size);
        }
        if (max < 1 && !hasNaN) {
            return sizes;
        }
        for (var size : parameter) {
            sizes.add(size(size));
        }
        return sizes;
    }

    private static int size(double parameter) {
        if (Double.isNaN(parameter)) {
            throw new EvaluationException("Parameter value is NaN");
        }
        if (parameter >= TOO_LARGE || parameter <= TOO_SMALL) {
            throw new EvaluationException("Scalar value %s %s int64"
                    .formatted(GoFloat.general(parameter), parameter > 0 ? "overflows" : "underflows"));
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, parameter));
    }

    /** The rows of a group with only the kept elements; at a single step in order of rank. */
    private List<VectorRow> rank(List<VectorRow> group, List<Integer> sizes) {
        var kept = new ArrayList<VectorRowBuilder>();
        context.query().samples().hold(group.size(), sizes.size());
        group.forEach(row -> kept.add(VectorRowBuilder.empty(sizes.size())));
        List<Integer> best = List.of();
        for (var step = 0; step < sizes.size(); step++) {
            context.query().checkCancelled();
            best = best(group, step, sizes.get(step));
            for (var index : best) {
                kept.get(index).put(step, group.get(index));
            }
        }
        var indices = sizes.size() == 1
                ? best
                : IntStream.range(0, group.size()).boxed().toList();
        return indices.stream()
                .map(index -> kept.get(index)
                        .build(group.get(index).labels(), group.get(index).dropName()))
                .toList();
    }

    private List<Integer> best(List<VectorRow> group, int step, int size) {
        var candidates = new ArrayList<Integer>();
        for (var i = 0; i < group.size(); i++) {
            if (isCandidate(group.get(i), step)) {
                candidates.add(i);
            }
        }
        if (order != INPUT_ORDER) {
            candidates.sort(Comparator.comparing(index -> group.get(index).values()[step], order));
        }
        return candidates.subList(0, Math.min(size, candidates.size()));
    }

    /** Histograms have no rank, so only {@code limitk} keeps them. */
    private boolean isCandidate(VectorRow row, int step) {
        if (!row.isHistogram(step) || order == INPUT_ORDER) {
            return row.has(step);
        }
        context.informHistogramIgnored();
        return false;
    }
}
