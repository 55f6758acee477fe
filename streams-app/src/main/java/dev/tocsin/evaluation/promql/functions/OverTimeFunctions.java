package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.HistogramCompatibility;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.QuantileChecks;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.HistogramAccumulator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The functions {@code ..._over_time}, and {@code changes} and {@code resets}. */
final class OverTimeFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    static {
        addHomogeneous("sum_over_time", Statistics::sum, HistogramAccumulator::sum);
        addHomogeneous("avg_over_time", Statistics::mean, HistogramAccumulator::mean);
        addOfSamples("count_over_time", Window::size);
        addSummary("min_over_time", Statistics::min);
        addSummary("max_over_time", Statistics::max);
        addSummary("stdvar_over_time", Statistics::compensatedVariance);
        addSummary(
                "stddev_over_time", (values, from, to) -> Math.sqrt(Statistics.compensatedVariance(values, from, to)));
        addOfSamples("present_over_time", window -> 1);
        addOfSamples("changes", ChangesAndResets::changes);
        addOfSamples("resets", ChangesAndResets::resets);
        addSummary("mad_over_time", OverTimeFunctions::medianDeviation);
        ALL.put("quantile_over_time", OverTimeFunctions::quantile);
        addSampleSelection("last_over_time", window -> window.to() - 1);
        addSampleSelection("first_over_time", Window::from);
        addOfSamples("ts_of_first_over_time", window -> window.times[window.from()] / 1e3);
        addOfSamples("ts_of_last_over_time", window -> window.times[window.to() - 1] / 1e3);
        addTimestampOf("ts_of_min_over_time", (values, from, to) -> lastIndexOfExtreme(values, from, to, 1));
        addTimestampOf("ts_of_max_over_time", (values, from, to) -> lastIndexOfExtreme(values, from, to, -1));
    }

    private OverTimeFunctions() {}

    private static void addSummary(String name, Statistics.Summary summary) {
        add(name, windows -> windows.apply((window, step) -> summary.of(window.values, window.from(), window.to())));
    }

    private static void add(String name, Function<SlidingWindow, InstantVector> body) {
        ALL.put(name, call -> body.apply(new SlidingWindow(call, 0)));
    }

    /** Adds a function of a window of floats and histograms that returns a float. */
    private static void addOfSamples(String name, ToDoubleFunction<Window> function) {
        add(
                name,
                windows -> windows.apply(
                        (window, step) -> function.applyAsDouble(window),
                        (window, step) -> Point.of(function.applyAsDouble(window))));
    }

    /** Adds a function that returns one sample of the window unchanged. */
    private static void addSampleSelection(String name, ToIntFunction<Window> index) {
        add(
                name,
                windows -> windows.applyKeepingNames(
                        (window, step) -> window.values[index.applyAsInt(window)],
                        (window, step) -> window.at(index.applyAsInt(window))));
    }

    /** Adds a function of windows with only floats or only histograms. */
    private static void addHomogeneous(
            String name, Statistics.Summary ofFloats, Function<List<Histogram>, Histogram> ofHistograms) {
        add(
                name,
                windows -> windows.apply(
                        (window, step) -> ofFloats.of(window.values, window.from(), window.to()),
                        (window, step) -> aggregate(windows.call(), window, ofHistograms)));
    }

    private static Point aggregate(FunctionCall call, Window window, Function<List<Histogram>, Histogram> function) {
        if (window.histogramCount() < window.size()) {
            call.warn(0, HistogramAnnotations.mixedFloatsHistograms(window.metric()));
            return Point.NOTHING;
        }
        return HistogramCompatibility.aggregate(
                window.histograms(), function, window.metric(), call.query().annotations(), call.argument(0));
    }

    /** Adds a function that returns the timestamp of the sample at an index, in seconds. */
    private static void addTimestampOf(String name, Statistics.Summary index) {
        ALL.put(
                name,
                call -> new SlidingWindow(call, 0)
                        .apply((window, step) ->
                                window.times[(int) index.of(window.values, window.from(), window.to())] / 1e3));
    }

    private static InstantVector quantile(FunctionCall call) {
        var quantiles = call.scalars(0);
        QuantileChecks.check(quantiles, call.query(), call.argument(0));
        return new SlidingWindow(call, 1)
                .apply((window, step) ->
                        Statistics.quantile(quantiles[step], window.values, window.from(), window.to()));
    }

    private static double medianDeviation(double[] values, int from, int to) {
        if (Arrays.stream(values, from, to).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        var median = Statistics.quantile(0.5, values, from, to);
        var deviations = Arrays.stream(values, from, to)
                .map(value -> Math.abs(value - median))
                .toArray();
        return Statistics.quantile(0.5, deviations, 0, deviations.length);
    }

    /** The last index of the minimum, or of the maximum if {@code sign} is -1. NaN counts only if all values are NaN. */
    private static int lastIndexOfExtreme(double[] values, int from, int to, int sign) {
        var found = from;
        for (var i = from + 1; i < to; i++) {
            if (sign * values[i] <= sign * values[found] || Double.isNaN(values[found])) {
                found = i;
            }
        }
        return found;
    }
}
