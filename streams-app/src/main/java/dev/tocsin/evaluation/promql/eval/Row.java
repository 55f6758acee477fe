package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.histograms.Histogram;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One series of an instant vector: at each step a number, a histogram, or nothing.
 *
 * @param losesName whether the labels that say what the metric is are to be dropped at the end of the query
 * @param values the numbers, {@link #NOTHING} where there is none
 * @param histograms the histograms, null where there is none; {@link #NO_HISTOGRAMS}, if there is none at any step
 */
record Row(Labels labels, boolean losesName, double[] values, Histogram[] histograms) {
    static final Histogram[] NO_HISTOGRAMS = {};

    /** No number at this step. No element's value can be a stale marker, so that says it; NaN is a value. */
    static final double NOTHING = StaleMarker.VALUE;

    static final String TYPE = "__type__";
    private static final List<String> METADATA = List.of(Labels.NAME, TYPE, "__unit__");

    /** Of numbers alone. */
    Row(Labels labels, boolean losesName, double[] values) {
        this(labels, losesName, values, NO_HISTOGRAMS);
    }

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
        return !isNothing(values[step]) || isHistogram(step);
    }

    boolean hasNumber(int step) {
        return !isNothing(values[step]);
    }

    boolean hasNumbers() {
        for (var step = 0; step < values.length; step++) {
            if (hasNumber(step)) {
                return true;
            }
        }
        return false;
    }

    boolean isHistogram(int step) {
        return histograms.length > 0 && histograms[step] != null;
    }

    boolean hasHistograms() {
        return histograms.length > 0;
    }

    /** What is there at a step. */
    Point at(int step) {
        return isHistogram(step) ? Point.of(histograms[step]) : Point.of(values[step]);
    }

    boolean isEmpty() {
        for (var step = 0; step < values.length; step++) {
            if (has(step)) {
                return false;
            }
        }
        return true;
    }

    Row with(Labels others) {
        return new Row(others, losesName, values, histograms);
    }

    /** The same series with other numbers, and no histograms. */
    Row with(double[] others) {
        return new Row(labels, losesName, others);
    }

    Row losingName(boolean loses) {
        return new Row(labels, loses, values, histograms);
    }

    /** With only the elements at some steps. */
    Row only(IntPredicate steps) {
        var kept = Column.empty(values.length);
        for (var step = 0; step < values.length; step++) {
            if (steps.test(step)) {
                kept.put(step, this);
            }
        }
        return kept.row(labels, losesName);
    }
}
