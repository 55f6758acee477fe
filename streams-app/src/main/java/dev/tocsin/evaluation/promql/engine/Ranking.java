package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Aggregations that keep a few elements of each group as they are. */
record Ranking(Aggregating aggregating, Comparator<Double> order) {
    static final Comparator<Double> AS_THEY_COME = (one, other) -> 0;

    private static final double TOO_LARGE = 9223372036854774784.0;
    private static final double TOO_SMALL = -9223372036854775808.0;

    Rows rows() {
        var parameter = aggregating.parameter();
        var rows = aggregating.rows(); // Even if none of them is kept: what is wrong with them must come out.
        var sizes = sizes(parameter);
        if (sizes.isEmpty()) {
            return Rows.NONE;
        }
        var kept = new ArrayList<Row>();
        aggregating.groups(rows).values().forEach(group -> kept.addAll(rank(group, sizes)));
        return new Rows(kept).withoutEmpty();
    }

    /** How many to keep at each step; empty if it is none at any step. */
    private static List<Integer> sizes(double[] parameter) {
        var sizes = new ArrayList<Integer>();
        var most = Double.NEGATIVE_INFINITY;
        var hasNaN = false;
        for (var size : parameter) {
            most = Math.max(most, Double.isNaN(size) ? Double.NEGATIVE_INFINITY : size);
            hasNaN |= Double.isNaN(size);
        }
        if (most < 1 && !hasNaN) {
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

    /** The group's rows with only the elements that are kept; at a single step in order of rank. */
    private List<Row> rank(List<Row> group, List<Integer> sizes) {
        var kept = new ArrayList<Column>();
        group.forEach(row -> kept.add(Column.empty(sizes.size())));
        List<Integer> best = List.of();
        for (var step = 0; step < sizes.size(); step++) {
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
                        .row(group.get(index).labels(), group.get(index).losesName()))
                .toList();
    }

    private List<Integer> best(List<Row> group, int step, int size) {
        var candidates = new ArrayList<Integer>();
        for (var i = 0; i < group.size(); i++) {
            if (isCandidate(group.get(i), step)) {
                candidates.add(i);
            }
        }
        if (order != AS_THEY_COME) {
            candidates.sort(Comparator.comparing(index -> group.get(index).values()[step], order));
        }
        return candidates.subList(0, Math.min(size, candidates.size()));
    }

    /** Histograms have no rank, so they are kept only where nothing is ranked. */
    private boolean isCandidate(Row row, int step) {
        if (!row.isHistogram(step) || order == AS_THEY_COME) {
            return row.has(step);
        }
        var op = aggregating.aggregation().op().toString();
        aggregating.query().annotations().inform(aggregating.aggregation().of(), HistogramRemarks.ignoredIn(op));
        return false;
    }
}
