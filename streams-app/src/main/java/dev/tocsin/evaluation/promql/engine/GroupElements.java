package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.HistogramCompatibility;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/**
 * The elements of an aggregation group at one step.
 *
 * @param count the number of valid entries in {@code floats}
 * @param metric the metric name of the first histogram
 */
record GroupElements(double[] floats, int count, List<Histogram> histograms, String metric) {
    static GroupElements of(List<VectorRow> members, int step) {
        var floats = new double[members.size()];
        var count = Reduction.collectFloats(members, step, floats);
        var histogramRows =
                members.stream().filter(row -> row.isHistogram(step)).toList();
        return new GroupElements(
                floats,
                count,
                histogramRows.stream().map(row -> row.histograms()[step]).toList(),
                histogramRows.isEmpty() ? "" : histogramRows.get(0).labels().metricName());
    }

    int size() {
        return count + histograms.size();
    }

    /** Aggregates the histograms. Returns {@link Point#NOTHING} and adds a warning if they are incompatible. */
    Point combineHistograms(AggregationContext context, Function<List<Histogram>, Histogram> function) {
        var annotations = context.query().annotations();
        var expr = context.aggregation().expr();
        if (count > 0) {
            annotations.warn(expr, "encountered a mix of histograms and floats for aggregation");
            return Point.NOTHING;
        }
        return HistogramCompatibility.aggregate(histograms, function, metric, annotations, expr);
    }
}
