package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
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
 * The elements that have come of meetings. Labels are worked out once for each pair of label sets, and uniqueness is
 * watched at each step.
 */
final class MatchedElements {
    /** Two label sets that have met. */
    private record MatchedPair(Labels many, Labels one) {}

    /** Where the elements go that come of them. */
    private record OutputSeries(Labels labels, boolean dropName, VectorRowBuilder elements) {}

    private final ResultLabels labels;
    private final int steps;
    private final Map<MatchedPair, OutputSeries> outputs = new LinkedHashMap<>();

    /** By signature, the labels that were taken first, and those that were taken after. */
    private final Labels[] firstLabels;

    private final Map<Integer, Set<Labels>> furtherLabels = new HashMap<>();
    private int step;

    /** @param signatures how many there are */
    MatchedElements(ResultLabels labels, int signatures, int steps) {
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

    /** Puts a number, unless it is {@link VectorRow#NOTHING}; even then its labels are taken. */
    void put(VectorRow many, VectorRow one, int signature, double value) {
        var place = output(many, one, signature);
        if (!VectorRow.isNothing(value)) {
            unoccupied(place).put(step, value);
        }
    }

    /** Puts an element, unless it is {@link Point#NOTHING}; even then its labels are taken. */
    void put(VectorRow many, VectorRow one, int signature, Point point) {
        var place = output(many, one, signature);
        if (!point.isNothing()) {
            unoccupied(place).put(step, point);
        }
    }

    InstantVector toVector() {
        return new InstantVector(outputs.values().stream()
                        .map(place -> place.elements().build(place.labels(), place.dropName()))
                        .toList())
                .withoutEmpty();
    }

    private OutputSeries output(VectorRow many, VectorRow one, int signature) {
        var place = outputs.computeIfAbsent(
                new MatchedPair(many.labels(), one.labels()),
                pair -> new OutputSeries(
                        labels.of(pair.many(), pair.one()),
                        labels.dropsNameLater(many),
                        VectorRowBuilder.empty(steps)));
        recordLabels(signature, place.labels());
        return place;
    }

    private VectorRowBuilder unoccupied(OutputSeries place) {
        if (place.elements().has(step)) {
            throw EvaluationException.sameLabels();
        }
        return place.elements();
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
