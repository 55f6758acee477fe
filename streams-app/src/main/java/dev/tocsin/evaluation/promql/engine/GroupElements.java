package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.HistogramCompatibility;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/**
 * The elements of a group at one step.
 *
 * @param count how many of the array are numbers of the group
 * @param metric the name of one of the histograms
 */
record GroupElements(double[] floats, int count, List<Histogram> histograms, String metric) {
    static GroupElements of(List<VectorRow> members, int step) {
        var numbers = new double[members.size()];
        var count = Reduction.collectFloats(members, step, numbers);
        var others = members.stream().filter(row -> row.isHistogram(step)).toList();
        return new GroupElements(
                numbers,
                count,
                others.stream().map(row -> row.histograms()[step]).toList(),
                others.isEmpty() ? "" : others.get(0).labels().metricName());
    }

    int size() {
        return count + histograms.size();
    }

    /** The histograms put together; nothing, if they do not go together. */
    Point combineHistograms(AggregationContext aggregating, Function<List<Histogram>, Histogram> function) {
        var remarks = aggregating.query().annotations();
        var about = aggregating.aggregation().expr();
        if (count > 0) {
            remarks.warn(about, "encountered a mix of histograms and floats for aggregation");
            return Point.NOTHING;
        }
        if (!HistogramCompatibility.areSameKind(histograms)) {
            remarks.warn(about, HistogramAnnotations.mixedExponentialCustom(metric));
            return Point.NOTHING;
        }
        HistogramCompatibility.annotate(histograms, remarks, about);
        return Point.of(function.apply(histograms));
    }
}
