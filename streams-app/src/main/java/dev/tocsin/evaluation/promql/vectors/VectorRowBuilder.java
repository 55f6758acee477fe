package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.Arrays;

/** Builds a row element by element. */
public final class VectorRowBuilder {
    private final double[] values;
    private Histogram[] histograms = VectorRow.NO_HISTOGRAMS;

    private VectorRowBuilder(double[] values) {
        this.values = values;
    }

    public static VectorRowBuilder empty(int count) {
        var values = new double[count];
        Arrays.fill(values, VectorRow.NOTHING);
        return new VectorRowBuilder(values);
    }

    public boolean has(int step) {
        return !VectorRow.isNothing(values[step]) || histograms.length > 0 && histograms[step] != null;
    }

    public void put(int step, double value) {
        values[step] = value;
    }

    void put(int step, Histogram histogram) {
        if (histograms.length == 0) {
            histograms = new Histogram[values.length];
        }
        histograms[step] = histogram;
    }

    public void put(int step, Point point) {
        if (point.isHistogram()) {
            put(step, point.histogram());
        } else {
            put(step, point.value());
        }
    }

    /** Copies the element of a row at the same step. */
    public void put(int step, VectorRow row) {
        if (row.isHistogram(step)) {
            put(step, row.histograms()[step]);
        } else {
            values[step] = row.values()[step];
        }
    }

    public VectorRow build(Labels labels, boolean dropName) {
        return new VectorRow(labels, dropName, values, histograms);
    }
}
