package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.Point;

/** A function that knows nothing of histograms, and so passes over them; of that it is told, if there are numbers. */
record NumbersOnly(FunctionCall invocation, int position, SlidingWindow.FloatFunction function)
        implements SlidingWindow.MixedFunction {
    @Override
    public Point of(Window window, int step) {
        var numbers = window.withoutHistograms();
        if (numbers.size() == 0) {
            return Point.NOTHING;
        }
        invocation
                .query()
                .annotations()
                .inform(
                        invocation.argument(position),
                        HistogramAnnotations.histogramIgnoredInMixedRange(window.metric()));
        return Point.of(function.of(numbers, step));
    }
}
