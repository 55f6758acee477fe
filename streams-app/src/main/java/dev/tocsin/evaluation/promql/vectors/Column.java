package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.Arrays;

/** A row while its elements are put together. */
public final class Column {
    private final double[] values;
    private Histogram[] histograms = Row.NO_HISTOGRAMS;

    private Column(double[] values) {
        this.values = values;
    }

    public static Column empty(int count) {
        var values = new double[count];
        Arrays.fill(values, Row.NOTHING);
        return new Column(values);
    }

    public boolean has(int step) {
        return !Row.isNothing(values[step]) || histograms.length > 0 && histograms[step] != null;
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

    /** What a row has at the same step. */
    public void put(int step, Row row) {
        if (row.isHistogram(step)) {
            put(step, row.histograms()[step]);
        } else {
            values[step] = row.values()[step];
        }
    }

    public Row row(Labels labels, boolean losesName) {
        return new Row(labels, losesName, values, histograms);
    }
}
