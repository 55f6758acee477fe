package dev.tocsin.evaluation.promql.eval.windows;

import dev.tocsin.evaluation.histograms.Histogram;
import dev.tocsin.evaluation.promql.eval.functions.Invocation;
import dev.tocsin.evaluation.promql.eval.operands.Point;
import dev.tocsin.evaluation.promql.eval.query.HistogramGroups;
import dev.tocsin.evaluation.promql.eval.query.HistogramRemarks;
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
