package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.SampleExtras;
import dev.tocsin.evaluation.samples.Series;
import java.util.Arrays;

/** Conversions between rows and series, and between one step and many. */
public final class StepConversions {
    private StepConversions() {}

    /** The elements of a row as samples at the times of the steps. */
    public static Series toSeries(VectorRow row, StepTimes steps) {
        var times = new long[steps.count()];
        var values = new double[steps.count()];
        var histograms = new Histogram[row.hasHistograms() ? steps.count() : 0];
        var size = 0;
        for (var i = 0; i < steps.count(); i++) {
            if (row.has(i)) {
                times[size] = steps.time(i);
                values[size] = row.isHistogram(i) ? Double.NaN : row.values()[i];
                if (row.isHistogram(i)) {
                    histograms[size] = row.histograms()[i];
                }
                size++;
            }
        }
        return new Series(
                row.labels(),
                times,
                values,
                row.hasHistograms() ? SampleExtras.of(histograms) : SampleExtras.NONE,
                0,
                size);
    }

    /** Repeats a single-step operand for {@code count} steps. */
    public static OperandValue repeat(OperandValue once, int count) {
        if (once instanceof OperandValue.Scalars scalars) {
            return new OperandValue.Scalars(filled(scalars.values()[0], count));
        }
        return once.instantVector().mapRows(row -> repeat(row, count));
    }

    private static VectorRow repeat(VectorRow once, int count) {
        var histograms = new Histogram[once.isHistogram(0) ? count : 0];
        Arrays.fill(histograms, once.hasHistograms() ? once.histograms()[0] : null);
        return new VectorRow(once.labels(), once.dropName(), filled(once.values()[0], count), histograms);
    }

    public static double[] filled(double value, int count) {
        var values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
