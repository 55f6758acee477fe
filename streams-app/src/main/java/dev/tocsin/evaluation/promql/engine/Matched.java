package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
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
final class Matched {
    /** Two label sets that have met. */
    private record Pair(Labels many, Labels one) {}

    /** Where the elements go that come of them. */
    private record Place(Labels labels, boolean losesName, Column elements) {}

    private final MatchedLabels labels;
    private final int steps;
    private final Map<Pair, Place> places = new LinkedHashMap<>();

    /** By signature, the labels that were taken first, and those that were taken after. */
    private final Labels[] taken;

    private final Map<Integer, Set<Labels>> alsoTaken = new HashMap<>();
    private int step;

    /** @param signatures how many there are */
    Matched(MatchedLabels labels, int signatures, int steps) {
        this.labels = labels;
        this.taken = new Labels[signatures];
        this.steps = steps;
    }

    void begin(int newStep) {
        step = newStep;
        Arrays.fill(taken, null);
        alsoTaken.clear();
    }

    boolean isTaken(int signature) {
        return taken[signature] != null;
    }

    /** Puts a number, unless it is {@link Row#NOTHING}; even then its labels are taken. */
    void put(Row many, Row one, int signature, double value) {
        var place = place(many, one, signature);
        if (!Row.isNothing(value)) {
            free(place).put(step, value);
        }
    }

    /** Puts an element, unless it is {@link Point#NOTHING}; even then its labels are taken. */
    void put(Row many, Row one, int signature, Point point) {
        var place = place(many, one, signature);
        if (!point.isNothing()) {
            free(place).put(step, point);
        }
    }

    Rows rows() {
        return new Rows(places.values().stream()
                        .map(place -> place.elements().row(place.labels(), place.losesName()))
                        .toList())
                .withoutEmpty();
    }

    private Place place(Row many, Row one, int signature) {
        var place = places.computeIfAbsent(
                new Pair(many.labels(), one.labels()),
                pair -> new Place(labels.of(pair.many(), pair.one()), labels.loseNameLater(many), Column.empty(steps)));
        take(signature, place.labels());
        return place;
    }

    private Column free(Place place) {
        if (place.elements().has(step)) {
            throw EvaluationException.sameLabels();
        }
        return place.elements();
    }

    private void take(int signature, Labels result) {
        var first = taken[signature];
        if (first == null) {
            taken[signature] = result;
        } else if (labels.isOneToOne()) {
            throw new EvaluationException(
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        } else if (first.equals(result)
                || !alsoTaken.computeIfAbsent(signature, key -> new HashSet<>()).add(result)) {
            throw new EvaluationException("multiple matches for labels: grouping labels must ensure unique matches");
        }
    }
}
