package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.naive.NaiveMath.Line;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Functions of range vectors. */
final class NaiveRanges {
    private static final Set<String> KEEP_THE_NAME = Set.of("first_over_time", "last_over_time");

    private final NaiveEvaluator evaluator;

    NaiveRanges(NaiveEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    List<NaivePoint> vector(Expr.Call call) {
        var name = call.function().name();
        var isFirst = call.arguments().get(0).type() == ValueType.RANGE_VECTOR;
        var window = evaluator.window(call.arguments().get(isFirst ? 0 : 1));
        var parameters = call.arguments().stream()
                .filter(NaiveEvaluator::isScalar)
                .map(evaluator::scalar)
                .toList();
        var results = new ArrayList<NaivePoint>();
        for (var series : window.series()) {
            var times = List.copyOf(series.samples().keySet());
            var values = List.copyOf(series.samples().values());
            compute(name, parameters, times, values, window).ifPresent(value -> {
                var point = new NaivePoint(series.labels(), value);
                results.add(KEEP_THE_NAME.contains(name) ? point : point.withoutName());
            });
        }
        return NaivePoint.distinct(results);
    }

    private OptionalDouble compute(
            String name, List<Double> parameters, List<Long> times, List<Double> values, NaiveEvaluator.Window window) {
        var n = values.size();
        return switch (name) {
            case "rate", "increase", "delta" -> extrapolated(name, times, values, window);
            case "irate", "idelta" -> instant(name, times, values);
            case "deriv" ->
                n < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                Line.through(times, values, times.get(0)).slope());
            case "predict_linear" -> n < 2 ? OptionalDouble.empty() : predicted(parameters.get(0), times, values);
            case "double_exponential_smoothing" -> n < 2 ? OptionalDouble.empty() : smoothed(parameters, values);
            default -> OptionalDouble.of(overTime(name, parameters, times, values));
        };
    }

    private static double overTime(String name, List<Double> parameters, List<Long> times, List<Double> values) {
        return switch (name) {
            case "avg_over_time" -> NaiveMath.average(values);
            case "sum_over_time" -> NaiveMath.sum(values);
            case "count_over_time" -> values.size();
            case "min_over_time" -> NaiveMath.smallest(values);
            case "max_over_time" -> NaiveMath.largest(values);
            case "stddev_over_time" -> Math.sqrt(NaiveMath.variance(values));
            case "stdvar_over_time" -> NaiveMath.variance(values);
            case "present_over_time" -> 1;
            case "first_over_time" -> values.get(0);
            case "last_over_time" -> values.get(values.size() - 1);
            case "quantile_over_time" -> NaiveMath.quantile(parameters.get(0), values);
            case "changes" -> changes(values);
            case "resets" -> resets(values);
            case "mad_over_time" -> deviation(values);
            default -> times.get(extreme(name, values)) / 1000.0;
        };
    }

    private static double changes(List<Double> values) {
        var changes = 0;
        for (var i = 1; i < values.size(); i++) {
            double before = values.get(i - 1);
            double now = values.get(i);
            changes += before != now && !(Double.isNaN(before) && Double.isNaN(now)) ? 1 : 0;
        }
        return changes;
    }

    private static double resets(List<Double> values) {
        var resets = 0;
        for (var i = 1; i < values.size(); i++) {
            resets += values.get(i) < values.get(i - 1) ? 1 : 0;
        }
        return resets;
    }

    private static double deviation(List<Double> values) {
        if (values.stream().anyMatch(value -> value.isNaN())) {
            return Double.NaN;
        }
        var median = NaiveMath.quantile(0.5, values);
        return NaiveMath.quantile(
                0.5, values.stream().map(value -> Math.abs(value - median)).toList());
    }

    /** The index of the first or last value, or the last index of the minimum or maximum. */
    private static int extreme(String name, List<Double> values) {
        var best = name.contains("last") ? values.size() - 1 : 0;
        if (name.contains("first") || name.contains("last")) {
            return best;
        }
        for (var i = 1; i < values.size(); i++) {
            double now = values.get(i);
            double current = values.get(best);
            var isBetter = name.contains("max") ? now >= current : now <= current;
            best = isBetter || Double.isNaN(current) ? i : best;
        }
        return best;
    }

    private OptionalDouble predicted(double seconds, List<Long> times, List<Double> values) {
        var line = Line.through(times, values, evaluator.time);
        return OptionalDouble.of(line.slope() * seconds + line.intercept());
    }

    private static OptionalDouble smoothed(List<Double> parameters, List<Double> values) {
        double factor = parameters.get(0);
        double trend = parameters.get(1);
        if (!(factor > 0 && factor < 1 && trend > 0 && trend < 1)) {
            throw new NaiveEvaluationException("invalid smoothing factor or trend factor");
        }
        var before = 0.0;
        double now = values.get(0);
        var slope = values.get(1) - values.get(0);
        for (var i = 1; i < values.size(); i++) {
            slope = i > 1 ? trend * (now - before) + (1 - trend) * slope : slope;
            var next = factor * values.get(i) + (1 - factor) * (now + slope);
            before = now;
            now = next;
        }
        return OptionalDouble.of(now);
    }

    private static OptionalDouble instant(String name, List<Long> times, List<Double> values) {
        var n = values.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double last = values.get(n - 1);
        double before = values.get(n - 2);
        if (name.equals("idelta")) {
            return OptionalDouble.of(last - before);
        }
        var seconds = (times.get(n - 1) - times.get(n - 2)) / 1000.0;
        return OptionalDouble.of((last < before ? last : last - before) / seconds);
    }

    private static OptionalDouble extrapolated(
            String name, List<Long> times, List<Double> values, NaiveEvaluator.Window window) {
        var n = values.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        var isCounter = !name.equals("delta");
        var raw = values.get(n - 1) - values.get(0);
        for (var i = 1; i < n && isCounter; i++) {
            raw += values.get(i) < values.get(i - 1) ? values.get(i - 1) : 0;
        }
        var span = (times.get(n - 1) - times.get(0)) / 1000.0;
        var toStart = (times.get(0) - window.after()) / 1000.0;
        var toEnd = (window.until() - times.get(n - 1)) / 1000.0;
        var average = span / (n - 1);
        var threshold = 1.1 * average;
        toStart = toStart >= threshold ? average / 2 : toStart;
        if (isCounter && raw > 0 && values.get(0) >= 0) {
            toStart = Math.min(toStart, span * (values.get(0) / raw));
        }
        toEnd = toEnd >= threshold ? average / 2 : toEnd;
        var result = raw * ((span + toStart + toEnd) / span);
        return OptionalDouble.of(name.equals("rate") ? result / ((window.until() - window.after()) / 1000.0) : result);
    }
}
