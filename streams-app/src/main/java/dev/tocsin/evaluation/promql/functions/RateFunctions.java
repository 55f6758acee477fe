package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code rate}, {@code increase}, {@code delta}, {@code irate} and {@code idelta}. */
final class RateFunctions {
    static final Map<String, Body> ALL = Map.of(
            "rate", call -> ofCounter(call, true),
            "increase", call -> ofCounter(call, false),
            "delta", RateFunctions::delta,
            "irate", RateFunctions::lastRate,
            "idelta", RateFunctions::lastDelta);

    private static final List<String> COUNTER_SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");
    private static final Set<String> COUNTER_TYPES = Set.of("counter", "histogram");

    private RateFunctions() {}

    private static InstantVector ofCounter(FunctionCall call, boolean isPerSecond) {
        var histograms = new HistogramRates(call);
        var rows = new SlidingWindow(call, 0)
                .applyKeepingNames(
                        (window, step) -> {
                            annotateOverlap(call, window);
                            return extrapolatedRate(window, true, isPerSecond ? window.rangeSeconds() : 1);
                        },
                        (window, step) -> {
                            annotateOverlap(call, window);
                            return histograms.extrapolatedRate(window, true, isPerSecond ? window.rangeSeconds() : 1);
                        });
        rows.rows().stream().filter(VectorRow::hasNumbers).forEach(row -> informUnlessCounter(call, row.labels()));
        return call.nameRemoval().dropWithoutMerging(rows);
    }

    private static InstantVector delta(FunctionCall call) {
        var histograms = new HistogramRates(call);
        return new SlidingWindow(call, 0)
                .apply(
                        (window, step) -> extrapolatedRate(window, false, 1),
                        (window, step) -> histograms.extrapolatedRate(window, false, 1));
    }

    private static InstantVector lastRate(FunctionCall call) {
        var histograms = new HistogramRates(call);
        return new SlidingWindow(call, 0)
                .apply(
                        (window, step) -> {
                            if (window.size() < 2) {
                                return VectorRow.NOTHING;
                            }
                            var last = window.to() - 1;
                            var isReset = ChangesAndResets.isReset(window, last);
                            return (isReset ? window.last() : window.last() - window.values[last - 1])
                                    / window.secondsBetweenLast();
                        },
                        (window, step) -> histograms.instantRate(window, true));
    }

    private static InstantVector lastDelta(FunctionCall call) {
        var histograms = new HistogramRates(call);
        return new SlidingWindow(call, 0)
                .apply(
                        (window, step) ->
                                window.size() < 2 ? VectorRow.NOTHING : window.last() - window.values[window.to() - 2],
                        (window, step) -> histograms.instantRate(window, false));
    }

    private static void informUnlessCounter(FunctionCall call, Labels labels) {
        var name = labels.get(Labels.NAME);
        var type = labels.get(VectorRow.TYPE);
        var isByType = call.query().options().has(Feature.TYPE_AND_UNIT_LABELS);
        var looksLikeCounter = isByType
                ? COUNTER_TYPES.contains(type)
                : COUNTER_SUFFIXES.stream().anyMatch(name::endsWith);
        if (!name.isEmpty() && !looksLikeCounter) {
            var reason = isByType
                    ? "__type__ label is not set to \"counter\" or \"histogram\", got %s".formatted(GoQuote.quote(type))
                    : "name does not end in _total/_sum/_count/_bucket";
            var text = "metric might not be a counter, %s: %s".formatted(reason, GoQuote.quote(name));
            call.inform(0, text);
        }
    }

    private static void annotateOverlap(FunctionCall call, Window window) {
        if (window.hasStartTimestamps() && StartTimestamps.overlap(window)) {
            call.warn(
                    0,
                    "sample has start time that overlaps with previous sample timestamp for metric "
                            + GoQuote.quote(window.metric()));
        }
    }

    /** The increase of the samples, extrapolated to the edges of the window, divided by {@code divisor}. */
    private static double extrapolatedRate(Window window, boolean isCounter, double divisor) {
        var isFromZero = isCounter && StartTimestamps.startsWithinWindow(window);
        if (window.size() < 2 && !isFromZero) {
            return VectorRow.NOTHING;
        }
        // The order of the operations is Prometheus's, so that the result has the same bits.
        var gained = window.last() - (isFromZero ? 0 : window.first());
        if (isCounter) {
            gained = withResets(window, gained);
        }
        return gained * (Extrapolation.factor(window, isCounter, window.first(), gained) / divisor);
    }

    /** Adds to an increase the values before counter resets. */
    private static double withResets(Window window, double increase) {
        var gained = increase;
        var hasStarts = window.hasStartTimestamps();
        for (var i = window.from() + 1; i < window.to(); i++) {
            if (window.values[i] < window.values[i - 1] || hasStarts && StartTimestamps.isReset(window, i)) {
                gained += window.values[i - 1];
            }
        }
        return gained;
    }
}
