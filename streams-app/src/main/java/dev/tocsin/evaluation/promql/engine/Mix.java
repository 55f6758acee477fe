package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.HistogramGroups;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/**
 * The elements of a group at one step.
 *
 * @param count how many of the array are numbers of the group
 * @param metric the name of one of the histograms
 */
record Mix(double[] numbers, int count, List<Histogram> histograms, String metric) {
    static Mix of(List<Row> members, int step) {
        var numbers = new double[members.size()];
        var count = Reduction.present(members, step, numbers);
        var others = members.stream().filter(row -> row.isHistogram(step)).toList();
        return new Mix(
                numbers,
                count,
                others.stream().map(row -> row.histograms()[step]).toList(),
                others.isEmpty() ? "" : others.get(0).labels().metricName());
    }

    int size() {
        return count + histograms.size();
    }

    /** The histograms put together; nothing, if they do not go together. */
    Point total(Aggregating aggregating, Function<List<Histogram>, Histogram> function) {
        var remarks = aggregating.query().annotations();
        var about = aggregating.aggregation().of();
        if (count > 0) {
            remarks.warn(about, "encountered a mix of histograms and floats for aggregation");
            return Point.NOTHING;
        }
        if (!HistogramGroups.areOfOneKind(histograms)) {
            remarks.warn(about, HistogramRemarks.mixedKinds(metric));
            return Point.NOTHING;
        }
        HistogramGroups.remark(histograms, remarks, about);
        return Point.of(function.apply(histograms));
    }
}
