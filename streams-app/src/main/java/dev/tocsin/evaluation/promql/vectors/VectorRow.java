package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One series of an instant vector: at each step a float, a histogram, or nothing.
 *
 * @param dropName whether the metric name is removed at the end of the query
 * @param values the floats; {@link #NOTHING} where there is none
 * @param histograms the histograms; null where there is none; {@link #NO_HISTOGRAMS} if there are none at all steps
 */
public record VectorRow(Labels labels, boolean dropName, double[] values, Histogram[] histograms) {
    static final Histogram[] NO_HISTOGRAMS = {};

    /** The value of steps without a float: the stale marker, which is never the value of an element. NaN is a value. */
    public static final double NOTHING = StaleMarker.VALUE;

    public static final String TYPE = "__type__";
    private static final List<String> METADATA = List.of(Labels.NAME, TYPE, "__unit__");

    /** A row without histograms. */
    public VectorRow(Labels labels, boolean dropName, double[] values) {
        this(labels, dropName, values, NO_HISTOGRAMS);
    }

    public static VectorRow empty(Labels labels, boolean dropName, int count) {
        var values = new double[count];
        Arrays.fill(values, NOTHING);
        return new VectorRow(labels, dropName, values);
    }

    public static boolean isNothing(double value) {
        return StaleMarker.is(value);
    }

    /** The labels without {@code __name__}, {@code __type__} and {@code __unit__}. */
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

    /** The same series with other floats and without histograms. */
    VectorRow with(double[] others) {
        return new VectorRow(labels, dropName, others);
    }

    public VectorRow withDropName(boolean drop) {
        return new VectorRow(labels, drop, values, histograms);
    }

    /** Keeps only the elements at some steps. */
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
