package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.HistogramGroups;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.ResetHint;
import java.util.List;

/** How fast the histograms of a series change within a window. */
record HistogramRates(Invocation invocation) {
    /** What the histograms gained, extrapolated to the window's edges, divided. */
    Point gained(Window window, boolean isCounter, double divisor) {
        var isFromZero = isCounter && StartTimes.isFirstCountedFromWithin(window);
        if (window.histogramCount() < window.size()) {
            warn(HistogramRemarks.mixedWithNumbers(window.metric()));
            return Point.NOTHING;
        }
        if (window.size() < 2 && !isFromZero) {
            return Point.NOTHING;
        }
        var histograms = window.histograms();
        remarkHints(window, histograms, isCounter);
        var before = isFromZero ? Histogram.empty(histograms.get(0).layout()) : before(window, isCounter);
        if (!areOfOneKind(before, histograms, isCounter)
                || window.hasEdges() && !HistogramGroups.areOfOneKind(histograms)) {
            warn(HistogramRemarks.mixedKinds(window.metric()));
            return Point.NOTHING;
        }
        var gained = difference(histograms.get(histograms.size() - 1), before);
        if (isCounter) {
            gained = gained.plus(lostByResets(window, gained, isFromZero)).atMostAsFineAs(histograms);
        }
        var factor = Extrapolation.factor(window, isCounter, histograms.get(0).count(), gained.count());
        var hint = window.size() < 2 ? histograms.get(0).hint() : ResetHint.GAUGE;
        return Point.of(gained.times(factor / divisor).with(hint));
    }

    /** What the last histogram gained since the one before it. */
    Point last(Window window, boolean isCounter) {
        if (window.size() < 2) {
            return Point.NOTHING;
        }
        var last = window.to() - 1;
        if (!window.isHistogram(last) && !window.isHistogram(last - 1)) {
            return ofNumbers(window, isCounter);
        }
        if (window.isHistogram(last) != window.isHistogram(last - 1)) {
            warn(HistogramRemarks.mixedWithNumbers(window.metric()));
            return Point.NOTHING;
        }
        var histogram = window.histogram(last);
        var before = window.histogram(last - 1);
        remarkHints(window, List.of(before, histogram), isCounter);
        if (!(isCounter && Turns.isReset(window, last))) {
            if (!histogram.isOfKindOf(before)) {
                warn(HistogramRemarks.mixedKinds(window.metric()));
                return Point.NOTHING;
            }
            histogram = difference(histogram, before);
        }
        histogram = histogram.with(ResetHint.GAUGE);
        return Point.of(isCounter ? histogram.dividedBy(window.secondsBetweenLast()) : histogram);
    }

    /** The window has histograms, but farther back. */
    private Point ofNumbers(Window window, boolean isCounter) {
        var before = window.values[window.to() - 2];
        if (!isCounter) {
            return Point.of(window.last() - before);
        }
        var gained = Turns.isReset(window, window.to() - 1) ? window.last() : window.last() - before;
        return Point.of(gained / window.secondsBetweenLast());
    }

    private void remarkHints(Window window, List<Histogram> histograms, boolean isCounter) {
        var first = histograms.get(0);
        var last = histograms.get(histograms.size() - 1);
        if (isCounter && histograms.stream().anyMatch(histogram -> histogram.hint() == ResetHint.GAUGE)) {
            warn(HistogramRemarks.noCounter(window.metric()));
        }
        if (!isCounter && (first.hint() != ResetHint.GAUGE || last.hint() != ResetHint.GAUGE)) {
            warn(HistogramRemarks.noGauge(window.metric()));
        }
    }

    /** The first histogram; if the second began anew, the first does not matter, nor does its layout. */
    private static Histogram before(Window window, boolean isCounter) {
        var second = window.from() + 1;
        return isCounter && Turns.isReset(window, second)
                ? Histogram.empty(window.histogram(second).layout())
                : window.histogram(window.from());
    }

    private static boolean areOfOneKind(Histogram before, List<Histogram> histograms, boolean isCounter) {
        var last = histograms.size() - 1;
        return histograms.get(last).isOfKindOf(before)
                && (!isCounter
                        || last < 2
                        || histograms.subList(1, last).stream().allMatch(before::isOfKindOf));
    }

    private Histogram difference(Histogram last, Histogram first) {
        if (last.hasOtherBoundsThan(first)) {
            inform(HistogramRemarks.otherBounds("subtraction"));
        }
        return last.minus(first);
    }

    /** What had been counted at each reset; the first histogram counts only if it was not left out. */
    private Histogram lostByResets(Window window, Histogram like, boolean isFromZero) {
        var lost = Histogram.empty(like.layout());
        for (var i = window.from() + 1; i < window.to(); i++) {
            var isLeftOut = i == window.from() + 1 && !isFromZero;
            if (!isLeftOut && Turns.isReset(window, i)) {
                var before = window.histogram(i - 1);
                if (lost.hasOtherBoundsThan(before)) {
                    inform(HistogramRemarks.otherBounds("addition"));
                }
                lost = lost.plus(before);
            }
        }
        return lost;
    }

    private void warn(String text) {
        invocation.query().annotations().warn(invocation.argument(0), text);
    }

    private void inform(String text) {
        invocation.query().annotations().inform(invocation.argument(0), text);
    }
}
