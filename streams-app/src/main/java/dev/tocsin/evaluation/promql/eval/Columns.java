package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.samples.Series;
import java.util.Arrays;

/** From values at steps to samples at times, and from one step to many. */
final class Columns {
    private Columns() {}

    /** A row's elements as samples at the times of the steps. */
    static Series points(Row row, Steps steps) {
        var times = new long[steps.count()];
        var values = new double[steps.count()];
        var size = 0;
        for (var i = 0; i < steps.count(); i++) {
            if (row.has(i)) {
                times[size] = steps.time(i);
                values[size++] = row.values()[i];
            }
        }
        return new Series(row.labels(), times, values, 0, size);
    }

    /** What is the same at each step, said once, as it is at many. */
    static Operand repeated(Operand once, int count) {
        if (once instanceof Operand.Scalars scalars) {
            return new Operand.Scalars(filled(scalars.values()[0], count));
        }
        return new Rows(once.rows().list().stream()
                .map(row -> row.with(filled(row.values()[0], count)))
                .toList());
    }

    static double[] filled(double value, int count) {
        var values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
