package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;

/** A function that knows nothing of histograms, and so passes over them; of that it is told, if there are numbers. */
record NumbersOnly(Invocation invocation, int position, Sliding.AtWindow function) implements Sliding.AtMixedWindow {
    @Override
    public Point of(Window window, int step) {
        var numbers = window.numbers();
        if (numbers.size() == 0) {
            return Point.NOTHING;
        }
        invocation
                .query()
                .annotations()
                .inform(invocation.argument(position), HistogramRemarks.ignoredAmongNumbers(window.metric()));
        return Point.of(function.of(numbers, step));
    }
}
