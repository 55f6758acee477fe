package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Quantiles;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Total;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Functions of the values in a window. */
final class RangeFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    static {
        total("sum_over_time", Statistics::sum, Total::sum);
        total("avg_over_time", Statistics::mean, Total::mean);
        ofSamples("count_over_time", Window::size);
        summary("min_over_time", Statistics::min);
        summary("max_over_time", Statistics::max);
        summary("stdvar_over_time", Statistics::compensatedVariance);
        summary("stddev_over_time", (values, from, to) -> Math.sqrt(Statistics.compensatedVariance(values, from, to)));
        ofSamples("present_over_time", window -> 1);
        ofSamples("changes", Turns::changes);
        ofSamples("resets", Turns::resets);
        summary("mad_over_time", RangeFunctions::medianDeviation);
        ALL.put("quantile_over_time", RangeFunctions::quantile);
        sample("last_over_time", window -> window.to() - 1);
        sample("first_over_time", Window::from);
        ofSamples("ts_of_first_over_time", window -> window.times[window.from()] / 1e3);
        ofSamples("ts_of_last_over_time", window -> window.times[window.to() - 1] / 1e3);
        time("ts_of_min_over_time", (values, from, to) -> lastOf(values, from, to, 1));
        time("ts_of_max_over_time", (values, from, to) -> lastOf(values, from, to, -1));
    }

    private RangeFunctions() {}

    private static void summary(String name, Statistics.Summary summary) {
        ALL.put(
                name,
                invocation -> new Sliding(invocation, 0)
                        .rows((window, step) -> summary.of(window.values, window.from(), window.to())));
    }

    /** A number of samples of any kind. */
    private static void ofSamples(String name, ToDoubleFunction<Window> function) {
        ALL.put(
                name,
                invocation -> new Sliding(invocation, 0)
                        .rows(
                                (window, step) -> function.applyAsDouble(window),
                                (window, step) -> Point.of(function.applyAsDouble(window))));
    }

    /** One of the samples, of whatever kind, as it is. */
    private static void sample(String name, ToIntFunction<Window> index) {
        ALL.put(
                name,
                invocation -> new Sliding(invocation, 0)
                        .rowsKeepingNames(
                                (window, step) -> window.values[index.applyAsInt(window)],
                                (window, step) -> window.at(index.applyAsInt(window))));
    }

    /** Either of numbers or of histograms. */
    private static void total(
            String name, Statistics.Summary ofNumbers, Function<List<Histogram>, Histogram> ofHistograms) {
        ALL.put(
                name,
                invocation -> new Sliding(invocation, 0)
                        .rows(
                                (window, step) -> ofNumbers.of(window.values, window.from(), window.to()),
                                (window, step) -> HistogramWindows.of(invocation, window, ofHistograms)));
    }

    /** When the sample of some index was taken. */
    private static void time(String name, Statistics.Summary index) {
        ALL.put(
                name,
                invocation -> new Sliding(invocation, 0)
                        .rows((window, step) ->
                                window.times[(int) index.of(window.values, window.from(), window.to())] / 1e3));
    }

    private static Rows quantile(Invocation invocation) {
        var quantiles = invocation.scalars(0);
        Quantiles.check(quantiles, invocation.query(), invocation.argument(0));
        return new Sliding(invocation, 1)
                .rows((window, step) ->
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

    /** The index of the last of the least values, or of the greatest, if the sign is negative; NaN only if all are. */
    private static int lastOf(double[] values, int from, int to, int sign) {
        var found = from;
        for (var i = from + 1; i < to; i++) {
            if (sign * values[i] <= sign * values[found] || Double.isNaN(values[found])) {
                found = i;
            }
        }
        return found;
    }
}
