package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.eval.FunctionTable.Body;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import java.util.List;
import java.util.Map;

/** How fast a series changes within a window. */
final class RateFunctions {
    static final Map<String, Body> ALL = Map.of(
            "rate", invocation -> ofCounter(invocation, window -> increase(window, true) / window.rangeSeconds()),
            "increase", invocation -> ofCounter(invocation, window -> increase(window, true)),
            "delta", invocation -> atLeastTwo(invocation, window -> increase(window, false)),
            "irate", invocation -> atLeastTwo(invocation, RateFunctions::lastRate),
            "idelta", invocation -> atLeastTwo(invocation, RateFunctions::lastDelta));

    /** How far beyond the usual distance of samples a series is taken to go on. */
    private static final double TOLERANCE = 1.1;

    private static final List<String> COUNTER_ENDINGS = List.of("_total", "_sum", "_count", "_bucket");

    private RateFunctions() {}

    /** A number for a window of at least two samples. */
    private interface Rate {
        double of(Window window);
    }

    private static Rows ofCounter(Invocation invocation, Rate rate) {
        var rows = invocation.overWindowsKeepingNames(0, (window, step) -> ofTwo(window, rate));
        rows.list().forEach(row -> informUnlessCounter(invocation, row.labels().get(Labels.NAME)));
        return invocation.query().names().dropAndKeepApart(rows);
    }

    private static Rows atLeastTwo(Invocation invocation, Rate rate) {
        return invocation.overWindows(0, (window, step) -> ofTwo(window, rate));
    }

    private static double ofTwo(Window window, Rate rate) {
        return window.size() < 2 ? Row.NOTHING : rate.of(window);
    }

    private static void informUnlessCounter(Invocation invocation, String name) {
        if (!name.isEmpty() && COUNTER_ENDINGS.stream().noneMatch(name::endsWith)) {
            invocation
                    .query()
                    .annotations()
                    .inform(
                            invocation.argument(0),
                            "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                                    + GoQuote.quote(name));
        }
    }

    /**
     * What the samples gained, extrapolated to the window's edges: up to them if the samples come close, else by half
     * the samples' usual distance; a counter is not extrapolated below zero.
     */
    private static double increase(Window window, boolean isCounter) {
        var gained = window.last() - window.first() + (isCounter ? lostByResets(window) : 0);
        return window.hasEdges() ? gained : extrapolated(window, isCounter, gained);
    }

    private static double extrapolated(Window window, boolean isCounter, double gained) {
        var span = window.span();
        var usual = span / (window.size() - 1);
        var toStart = (window.times[window.from()] - window.start()) / 1e3;
        var toEnd = (window.end() - window.times[window.to() - 1]) / 1e3;
        toStart = toStart >= usual * TOLERANCE ? usual / 2 : toStart;
        if (isCounter && gained > 0 && window.first() >= 0) {
            toStart = Math.min(toStart, span * (window.first() / gained));
        }
        toEnd = toEnd >= usual * TOLERANCE ? usual / 2 : toEnd;
        return gained * (span == 0 ? 1 : (span + toStart + toEnd) / span);
    }

    private static double lostByResets(Window window) {
        var lost = 0.0;
        for (var i = window.from() + 1; i < window.to(); i++) {
            if (window.values[i] < window.values[i - 1]) {
                lost += window.values[i - 1];
            }
        }
        return lost;
    }

    private static double lastRate(Window window) {
        var last = window.last();
        var before = window.values[window.to() - 2];
        var seconds = (window.times[window.to() - 1] - window.times[window.to() - 2]) / 1e3;
        return (last < before ? last : last - before) / seconds;
    }

    private static double lastDelta(Window window) {
        return window.last() - window.values[window.to() - 2];
    }
}
