package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.HistogramCompatibility;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;
import java.util.function.Function;

/** Sums and means of the histograms in a window. */
final class HistogramOverTime {
    private HistogramOverTime() {}

    static Point aggregate(FunctionCall invocation, Window window, Function<List<Histogram>, Histogram> function) {
        var remarks = invocation.query().annotations();
        var argument = invocation.argument(0);
        if (window.histogramCount() < window.size()) {
            remarks.warn(argument, HistogramAnnotations.mixedFloatsHistograms(window.metric()));
            return Point.NOTHING;
        }
        var histograms = window.histograms();
        if (!HistogramCompatibility.areSameKind(histograms)) {
            remarks.warn(argument, HistogramAnnotations.mixedExponentialCustom(window.metric()));
            return Point.NOTHING;
        }
        HistogramCompatibility.annotate(histograms, remarks, argument);
        return Point.of(function.apply(histograms));
    }
}
