package dev.tocsin.evaluation.promql.eval;

/** A function that knows nothing of histograms, and so passes over them; of that it is told, if there are numbers. */
record NumbersOnly(Invocation invocation, int position, Invocation.AtWindow function)
        implements Invocation.AtMixedWindow {
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
