package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import dev.tocsin.labels.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The result of a vector matching. The labels are computed once for each pair of label sets. The labels must be unique at
 * each step.
 */
final class MatchedElements {
    /** Two label sets that matched. */
    private record MatchedPair(Labels many, Labels one) {}

    /** The output series of a pair. */
    private record OutputSeries(Labels labels, boolean dropName, VectorRowBuilder elements) {}

    private final ResultLabels labels;
    private final QueryContext query;
    private final int steps;
    private final Map<MatchedPair, OutputSeries> outputs = new LinkedHashMap<>();

    /** Per signature, the first result labels at the current step, and the further ones. */
    private final Labels[] firstLabels;

    private final Map<Integer, Set<Labels>> furtherLabels = new HashMap<>();
    private int step;

    /** @param signatures the number of signatures */
    MatchedElements(ResultLabels labels, QueryContext query, int signatures, int steps) {
        this.query = query;
        this.labels = labels;
        this.firstLabels = new Labels[signatures];
        this.steps = steps;
    }

    void startStep(int newStep) {
        step = newStep;
        Arrays.fill(firstLabels, null);
        furtherLabels.clear();
    }

    boolean isMatched(int signature) {
        return firstLabels[signature] != null;
    }

    /** Adds a float. {@link VectorRow#NOTHING} is not added, but its labels count as used. */
    void put(VectorRow many, VectorRow one, int signature, double value) {
        var series = output(many, one, signature);
        if (!VectorRow.isNothing(value)) {
            unoccupied(series).put(step, value);
        }
    }

    /** Adds an element. {@link Point#NOTHING} is not added, but its labels count as used. */
    void put(VectorRow many, VectorRow one, int signature, Point point) {
        var series = output(many, one, signature);
        if (!point.isNothing()) {
            unoccupied(series).put(step, point);
        }
    }

    InstantVector toVector() {
        return new InstantVector(outputs.values().stream()
                        .map(series -> series.elements().build(series.labels(), series.dropName()))
                        .toList())
                .withoutEmpty();
    }

    private OutputSeries output(VectorRow many, VectorRow one, int signature) {
        var series = outputs.computeIfAbsent(
                new MatchedPair(many.labels(), one.labels()), pair -> newSeries(pair, labels.dropsNameLater(many)));
        recordLabels(signature, series.labels());
        return series;
    }

    private OutputSeries newSeries(MatchedPair pair, boolean dropName) {
        query.samples().hold(1, steps);
        var result = labels.of(pair.many(), pair.one());
        return new OutputSeries(
                labels.includesLabels() ? query.made(result) : result, dropName, VectorRowBuilder.empty(steps));
    }

    private VectorRowBuilder unoccupied(OutputSeries series) {
        if (series.elements().has(step)) {
            throw EvaluationException.sameLabels();
        }
        return series.elements();
    }

    private void recordLabels(int signature, Labels result) {
        var first = firstLabels[signature];
        if (first == null) {
            firstLabels[signature] = result;
        } else if (labels.isOneToOne()) {
            throw new EvaluationException(
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        } else if (first.equals(result)
                || !furtherLabels
                        .computeIfAbsent(signature, key -> new HashSet<>())
                        .add(result)) {
            throw new EvaluationException("multiple matches for labels: grouping labels must ensure unique matches");
        }
    }
}
