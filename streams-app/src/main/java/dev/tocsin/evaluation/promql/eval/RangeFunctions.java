package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.eval.FunctionTable.Body;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Functions of the values in a window. */
final class RangeFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    static {
        summary("sum_over_time", Statistics::sum);
        summary("avg_over_time", Statistics::mean);
        summary("count_over_time", (values, from, to) -> to - from);
        summary("min_over_time", Statistics::min);
        summary("max_over_time", Statistics::max);
        summary("stdvar_over_time", Statistics::compensatedVariance);
        summary("stddev_over_time", (values, from, to) -> Math.sqrt(Statistics.compensatedVariance(values, from, to)));
        summary("present_over_time", (values, from, to) -> 1);
        summary("changes", RangeFunctions::changes);
        summary("resets", RangeFunctions::resets);
        summary("mad_over_time", RangeFunctions::medianDeviation);
        ALL.put("quantile_over_time", RangeFunctions::quantile);
        ALL.put("last_over_time", invocation -> invocation.overWindowsKeepingNames(0, (window, step) -> window.last()));
        ALL.put(
                "first_over_time",
                invocation -> invocation.overWindowsKeepingNames(0, (window, step) -> window.first()));
        time("ts_of_first_over_time", (values, from, to) -> from);
        time("ts_of_last_over_time", (values, from, to) -> to - 1);
        time("ts_of_min_over_time", (values, from, to) -> lastOf(values, from, to, 1));
        time("ts_of_max_over_time", (values, from, to) -> lastOf(values, from, to, -1));
    }

    private RangeFunctions() {}

    private static void summary(String name, Statistics.Summary summary) {
        ALL.put(
                name,
                invocation -> invocation.overWindows(
                        0, (window, step) -> summary.of(window.values, window.from(), window.to())));
    }

    /** When the sample of some index was taken. */
    private static void time(String name, Statistics.Summary index) {
        ALL.put(
                name,
                invocation -> invocation.overWindows(
                        0,
                        (window, step) ->
                                window.times[(int) index.of(window.values, window.from(), window.to())] / 1e3));
    }

    private static Rows quantile(Invocation invocation) {
        var quantiles = invocation.scalars(0);
        Quantiles.check(quantiles, invocation.query(), invocation.argument(0));
        return invocation.overWindows(
                1, (window, step) -> Statistics.quantile(quantiles[step], window.values, window.from(), window.to()));
    }

    private static double changes(double[] values, int from, int to) {
        var changes = 0;
        for (var i = from + 1; i < to; i++) {
            var isSame = values[i] == values[i - 1] || Double.isNaN(values[i]) && Double.isNaN(values[i - 1]);
            changes += isSame ? 0 : 1;
        }
        return changes;
    }

    private static double resets(double[] values, int from, int to) {
        var resets = 0;
        for (var i = from + 1; i < to; i++) {
            resets += values[i] < values[i - 1] ? 1 : 0;
        }
        return resets;
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
