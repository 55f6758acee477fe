package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramGroups;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/** Sums and means of the histograms in a window. */
final class HistogramWindows {
    private HistogramWindows() {}

    static Point of(Invocation invocation, Window window, Function<List<Histogram>, Histogram> function) {
        var remarks = invocation.query().annotations();
        var argument = invocation.argument(0);
        if (window.histogramCount() < window.size()) {
            remarks.warn(argument, HistogramRemarks.mixedWithNumbers(window.metric()));
            return Point.NOTHING;
        }
        var histograms = window.histograms();
        if (!HistogramGroups.areOfOneKind(histograms)) {
            remarks.warn(argument, HistogramRemarks.mixedKinds(window.metric()));
            return Point.NOTHING;
        }
        HistogramGroups.remark(histograms, remarks, argument);
        return Point.of(function.apply(histograms));
    }
}
