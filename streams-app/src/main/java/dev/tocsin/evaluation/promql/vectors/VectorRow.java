package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
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
public record VectorRow(Labels labels, boolean dropName, double[] values, Histogram[] histograms) {
    static final Histogram[] NO_HISTOGRAMS = {};

    /** No number at this step. No element's value can be a stale marker, so that says it; NaN is a value. */
    public static final double NOTHING = StaleMarker.VALUE;

    public static final String TYPE = "__type__";
    private static final List<String> METADATA = List.of(Labels.NAME, TYPE, "__unit__");

    /** Of numbers alone. */
    public VectorRow(Labels labels, boolean losesName, double[] values) {
        this(labels, losesName, values, NO_HISTOGRAMS);
    }

    public static VectorRow empty(Labels labels, boolean losesName, int count) {
        var values = new double[count];
        Arrays.fill(values, NOTHING);
        return new VectorRow(labels, losesName, values);
    }

    public static boolean isNothing(double value) {
        return StaleMarker.is(value);
    }

    /** The labels without those that say what the metric is. */
    public static Labels withoutMetadata(Labels labels) {
        return labels.drop(METADATA);
    }

    public boolean has(int step) {
        return !isNothing(values[step]) || isHistogram(step);
    }

    public boolean hasNumber(int step) {
        return !isNothing(values[step]);
    }

    public boolean hasNumbers() {
        for (var step = 0; step < values.length; step++) {
            if (hasNumber(step)) {
                return true;
            }
        }
        return false;
    }

    public boolean isHistogram(int step) {
        return histograms.length > 0 && histograms[step] != null;
    }

    public boolean hasHistograms() {
        return histograms.length > 0;
    }

    /** What is there at a step. */
    public Point at(int step) {
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

    public VectorRow with(Labels others) {
        return new VectorRow(others, dropName, values, histograms);
    }

    /** The same series with other numbers, and no histograms. */
    VectorRow with(double[] others) {
        return new VectorRow(labels, dropName, others);
    }

    public VectorRow withDropName(boolean loses) {
        return new VectorRow(labels, loses, values, histograms);
    }

    /** With only the elements at some steps. */
    public VectorRow filterSteps(IntPredicate steps) {
        var kept = VectorRowBuilder.empty(values.length);
        for (var step = 0; step < values.length; step++) {
            if (steps.test(step)) {
                kept.put(step, this);
            }
        }
        return kept.build(labels, dropName);
    }
}
