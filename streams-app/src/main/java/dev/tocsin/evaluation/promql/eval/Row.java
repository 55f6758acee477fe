package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.Arrays;
import java.util.List;

/**
 * One series of an instant vector: at each step a value, or {@link #NOTHING}.
 *
 * @param losesName whether the labels that say what the metric is are to be dropped at the end of the query
 */
record Row(Labels labels, boolean losesName, double[] values) {
    /** No element at this step. No element's value can be a stale marker, so that says it; NaN is a value. */
    static final double NOTHING = StaleMarker.VALUE;

    private static final List<String> METADATA = List.of(Labels.NAME, "__type__", "__unit__");

    static Row empty(Labels labels, boolean losesName, int count) {
        var values = new double[count];
        Arrays.fill(values, NOTHING);
        return new Row(labels, losesName, values);
    }

    static boolean isNothing(double value) {
        return StaleMarker.is(value);
    }

    /** The labels without those that say what the metric is. */
    static Labels withoutMetadata(Labels labels) {
        return labels.drop(METADATA);
    }

    boolean has(int step) {
        return !isNothing(values[step]);
    }

    boolean isEmpty() {
        for (var value : values) {
            if (!isNothing(value)) {
                return false;
            }
        }
        return true;
    }

    Row with(Labels others) {
        return new Row(others, losesName, values);
    }

    Row with(double[] others) {
        return new Row(labels, losesName, others);
    }
}
