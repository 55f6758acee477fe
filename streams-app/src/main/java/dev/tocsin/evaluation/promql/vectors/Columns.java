package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Extras;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import java.util.Arrays;

/** From values at steps to samples at times, and from one step to many. */
public final class Columns {
    private Columns() {}

    /** A row's elements as samples at the times of the steps. */
    public static Series points(Row row, Steps steps) {
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
                row.labels(), times, values, row.hasHistograms() ? Extras.of(histograms) : Extras.NONE, 0, size);
    }

    /** What is the same at each step, said once, as it is at many. */
    public static Operand repeated(Operand once, int count) {
        if (once instanceof Operand.Scalars scalars) {
            return new Operand.Scalars(filled(scalars.values()[0], count));
        }
        return new Rows(
                once.rows().list().stream().map(row -> repeated(row, count)).toList());
    }

    private static Row repeated(Row once, int count) {
        var histograms = new Histogram[once.isHistogram(0) ? count : 0];
        Arrays.fill(histograms, once.hasHistograms() ? once.histograms()[0] : null);
        return new Row(once.labels(), once.losesName(), filled(once.values()[0], count), histograms);
    }

    public static double[] filled(double value, int count) {
        var values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
