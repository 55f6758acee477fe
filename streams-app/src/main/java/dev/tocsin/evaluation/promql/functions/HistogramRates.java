package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.HistogramCompatibility;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.List;

/** Rates of native histograms in a window. */
record HistogramRates(FunctionCall call) {
    /** The increase of the histograms, extrapolated to the edges of the window, divided by {@code divisor}. */
    Point extrapolatedRate(Window window, boolean isCounter, double divisor) {
        var isFromZero = isCounter && StartTimestamps.startsWithinWindow(window);
        if (window.histogramCount() < window.size()) {
            call.warn(0, HistogramAnnotations.mixedFloatsHistograms(window.metric()));
            return Point.NOTHING;
        }
        if (window.size() < 2 && !isFromZero) {
            return Point.NOTHING;
        }
        var histograms = window.histograms();
        annotateResetHints(window, histograms, isCounter);
        var before = isFromZero ? Histogram.empty(histograms.get(0).layout()) : before(window, isCounter);
        if (!areSameKind(before, histograms, isCounter)
                || window.hasEdges() && !HistogramCompatibility.areSameKind(histograms)) {
            call.warn(0, HistogramAnnotations.mixedExponentialCustom(window.metric()));
            return Point.NOTHING;
        }
        var gained = difference(histograms.get(histograms.size() - 1), before);
        if (isCounter) {
            gained = gained.plus(counterCorrection(window, gained, isFromZero)).reduceResolutionTo(histograms);
        }
        var factor = Extrapolation.factor(window, isCounter, histograms.get(0).count(), gained.count());
        var hint = window.size() < 2 ? histograms.get(0).resetHint() : CounterResetHint.GAUGE;
        return Point.of(gained.times(factor / divisor).with(hint));
    }

    /** The difference of the last two histograms; for a counter, per second. */
    Point instantRate(Window window, boolean isCounter) {
        if (window.size() < 2) {
            return Point.NOTHING;
        }
        var last = window.to() - 1;
        if (!window.isHistogram(last) && !window.isHistogram(last - 1)) {
            return fromPrecedingNumbers(window, isCounter);
        }
        if (window.isHistogram(last) != window.isHistogram(last - 1)) {
            call.warn(0, HistogramAnnotations.mixedFloatsHistograms(window.metric()));
            return Point.NOTHING;
        }
        var histogram = window.histogram(last);
        var before = window.histogram(last - 1);
        annotateResetHints(window, List.of(before, histogram), isCounter);
        if (!(isCounter && ChangesAndResets.isReset(window, last))) {
            if (!histogram.isCompatibleWith(before)) {
                call.warn(0, HistogramAnnotations.mixedExponentialCustom(window.metric()));
                return Point.NOTHING;
            }
            histogram = difference(histogram, before);
        }
        histogram = histogram.with(CounterResetHint.GAUGE);
        return Point.of(isCounter ? histogram.dividedBy(window.secondsBetweenLast()) : histogram);
    }

    /** The last two samples are floats, but earlier samples are histograms. */
    private Point fromPrecedingNumbers(Window window, boolean isCounter) {
        var before = window.values[window.to() - 2];
        if (!isCounter) {
            return Point.of(window.last() - before);
        }
        var gained = ChangesAndResets.isReset(window, window.to() - 1) ? window.last() : window.last() - before;
        return Point.of(gained / window.secondsBetweenLast());
    }

    private void annotateResetHints(Window window, List<Histogram> histograms, boolean isCounter) {
        var first = histograms.get(0);
        var last = histograms.get(histograms.size() - 1);
        if (isCounter && histograms.stream().anyMatch(histogram -> histogram.resetHint() == CounterResetHint.GAUGE)) {
            call.warn(0, HistogramAnnotations.notCounter(window.metric()));
        }
        if (!isCounter && (first.resetHint() != CounterResetHint.GAUGE || last.resetHint() != CounterResetHint.GAUGE)) {
            call.warn(0, HistogramAnnotations.notGauge(window.metric()));
        }
    }

    /** The base of the increase: the first histogram; after a counter reset, an empty one of the second's layout. */
    private static Histogram before(Window window, boolean isCounter) {
        var second = window.from() + 1;
        return isCounter && ChangesAndResets.isReset(window, second)
                ? Histogram.empty(window.histogram(second).layout())
                : window.histogram(window.from());
    }

    private static boolean areSameKind(Histogram before, List<Histogram> histograms, boolean isCounter) {
        var last = histograms.size() - 1;
        return histograms.get(last).isCompatibleWith(before)
                && (!isCounter
                        || last < 2
                        || histograms.subList(1, last).stream().allMatch(before::isCompatibleWith));
    }

    private Histogram difference(Histogram last, Histogram first) {
        if (last.hasDifferentBoundsThan(first)) {
            call.inform(0, HistogramAnnotations.mismatchedCustomBuckets("subtraction"));
        }
        return last.minus(first);
    }

    /** The sum of the histograms before counter resets. The base accounts for a reset at the second sample. */
    private Histogram counterCorrection(Window window, Histogram like, boolean isFromZero) {
        var lost = Histogram.empty(like.layout());
        for (var i = window.from() + 1; i < window.to(); i++) {
            var isLeftOut = i == window.from() + 1 && !isFromZero;
            if (!isLeftOut && ChangesAndResets.isReset(window, i)) {
                var before = window.histogram(i - 1);
                if (lost.hasDifferentBoundsThan(before)) {
                    call.inform(0, HistogramAnnotations.mismatchedCustomBuckets("addition"));
                }
                lost = lost.plus(before);
            }
        }
        return lost;
    }
}
