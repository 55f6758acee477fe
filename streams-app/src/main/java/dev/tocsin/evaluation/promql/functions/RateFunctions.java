package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How fast a series changes within a window. */
final class RateFunctions {
    static final Map<String, Body> ALL = Map.of(
            "rate", invocation -> ofCounter(invocation, true),
            "increase", invocation -> ofCounter(invocation, false),
            "delta", RateFunctions::delta,
            "irate", RateFunctions::lastRate,
            "idelta", RateFunctions::lastDelta);

    private static final List<String> COUNTER_ENDINGS = List.of("_total", "_sum", "_count", "_bucket");
    private static final Set<String> COUNTER_TYPES = Set.of("counter", "histogram");

    private RateFunctions() {}

    private static Rows ofCounter(Invocation invocation, boolean isPerSecond) {
        var histograms = new HistogramRates(invocation);
        var rows = new Sliding(invocation, 0)
                .rowsKeepingNames(
                        (window, step) -> {
                            remarkOverlap(invocation, window);
                            return gained(window, true, isPerSecond ? window.rangeSeconds() : 1);
                        },
                        (window, step) -> {
                            remarkOverlap(invocation, window);
                            return histograms.gained(window, true, isPerSecond ? window.rangeSeconds() : 1);
                        });
        rows.list().stream().filter(Row::hasNumbers).forEach(row -> informUnlessCounter(invocation, row.labels()));
        return invocation.names().dropAndKeepApart(rows);
    }

    private static Rows delta(Invocation invocation) {
        var histograms = new HistogramRates(invocation);
        return new Sliding(invocation, 0)
                .rows(
                        (window, step) -> gained(window, false, 1),
                        (window, step) -> histograms.gained(window, false, 1));
    }

    private static Rows lastRate(Invocation invocation) {
        var histograms = new HistogramRates(invocation);
        return new Sliding(invocation, 0)
                .rows(
                        (window, step) -> {
                            if (window.size() < 2) {
                                return Row.NOTHING;
                            }
                            var last = window.to() - 1;
                            var isReset = Turns.isReset(window, last);
                            return (isReset ? window.last() : window.last() - window.values[last - 1])
                                    / window.secondsBetweenLast();
                        },
                        (window, step) -> histograms.last(window, true));
    }

    private static Rows lastDelta(Invocation invocation) {
        var histograms = new HistogramRates(invocation);
        return new Sliding(invocation, 0)
                .rows(
                        (window, step) ->
                                window.size() < 2 ? Row.NOTHING : window.last() - window.values[window.to() - 2],
                        (window, step) -> histograms.last(window, false));
    }

    private static void informUnlessCounter(Invocation invocation, Labels labels) {
        var name = labels.get(Labels.NAME);
        var type = labels.get(Row.TYPE);
        var isByType = invocation.query().options().has(Feature.TYPE_AND_UNIT_LABELS);
        var looksLikeOne = isByType
                ? COUNTER_TYPES.contains(type)
                : COUNTER_ENDINGS.stream().anyMatch(name::endsWith);
        if (!name.isEmpty() && !looksLikeOne) {
            var reason = isByType
                    ? "__type__ label is not set to \"counter\" or \"histogram\", got %s".formatted(GoQuote.quote(type))
                    : "name does not end in _total/_sum/_count/_bucket";
            var remark = "metric might not be a counter, %s: %s".formatted(reason, GoQuote.quote(name));
            invocation.query().annotations().inform(invocation.argument(0), remark);
        }
    }

    private static void remarkOverlap(Invocation invocation, Window window) {
        if (window.hasStarts() && StartTimes.overlap(window)) {
            invocation
                    .query()
                    .annotations()
                    .warn(
                            invocation.argument(0),
                            "sample has start time that overlaps with previous sample timestamp for metric "
                                    + GoQuote.quote(window.metric()));
        }
    }

    /** What the samples gained, extrapolated to the window's edges, divided. */
    private static double gained(Window window, boolean isCounter, double divisor) {
        var isFromZero = isCounter && StartTimes.isFirstCountedFromWithin(window);
        if (window.size() < 2 && !isFromZero) {
            return Row.NOTHING;
        }
        var gained = window.last() - (isFromZero ? 0 : window.first()) + (isCounter ? lostByResets(window) : 0);
        return gained * Extrapolation.factor(window, isCounter, window.first(), gained) / divisor;
    }

    private static double lostByResets(Window window) {
        var lost = 0.0;
        var hasStarts = window.hasStarts();
        for (var i = window.from() + 1; i < window.to(); i++) {
            if (window.values[i] < window.values[i - 1] || hasStarts && StartTimes.areAnew(window, i)) {
                lost += window.values[i - 1];
            }
        }
        return lost;
    }
}
