package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Functions of classic histograms. */
final class NaiveHistograms {
    private final NaiveEvaluator evaluator;

    NaiveHistograms(NaiveEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    List<NaivePoint> vector(Expr.Call call) {
        var numbers = call.arguments().stream()
                .filter(NaiveEvaluator::isScalar)
                .map(evaluator::scalar)
                .toList();
        var points = evaluator.vector(call.arguments().get(call.arguments().size() - 1));
        var results = new ArrayList<NaivePoint>();
        histograms(points).forEach((labels, buckets) -> {
            var value = numbers.size() == 1
                    ? quantile(numbers.get(0), buckets)
                    : fraction(numbers.get(0), numbers.get(1), buckets);
            results.add(new NaivePoint(labels, value).withoutName());
        });
        return NaivePoint.distinct(results);
    }

    private static Map<Map<String, String>, NavigableMap<Double, Double>> histograms(List<NaivePoint> points) {
        var all = new LinkedHashMap<Map<String, String>, NavigableMap<Double, Double>>();
        for (var point : points) {
            var bound = point.labels().getOrDefault("le", "");
            if (bound.matches("[+-]?(Inf|[0-9.]+)")) {
                var upper = bound.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                all.computeIfAbsent(NaivePoint.without(point.labels(), "le"), labels -> new TreeMap<>())
                        .merge(upper, point.value(), Double::sum);
            }
        }
        return all;
    }

    private static List<Double> monotonic(NavigableMap<Double, Double> buckets) {
        var counts = new ArrayList<Double>();
        for (var count : buckets.values()) {
            var before = counts.isEmpty() ? count : counts.get(counts.size() - 1);
            var isNearly = Math.abs(count - before) / (Math.abs(count) + Math.abs(before)) < 1e-12;
            counts.add(count < before || isNearly ? before : count);
        }
        return counts;
    }

    private static double quantile(double quantile, NavigableMap<Double, Double> buckets) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        var bounds = List.copyOf(buckets.keySet());
        var counts = monotonic(buckets);
        var last = bounds.size() - 1;
        if (last < 1 || !Double.isInfinite(bounds.get(last)) || counts.get(last) == 0) {
            return Double.NaN;
        }
        if (Double.isNaN(counts.get(last))) {
            return Double.NaN;
        }
        var rank = quantile * counts.get(last);
        var bucket = 0;
        while (bucket < last && !(counts.get(bucket) >= rank)) {
            bucket++;
        }
        if (bucket == last) {
            return bounds.get(last - 1);
        }
        if (bucket == 0 && bounds.get(0) <= 0) {
            return bounds.get(0);
        }
        var start = bucket == 0 ? 0 : bounds.get(bucket - 1);
        var below = bucket == 0 ? 0 : counts.get(bucket - 1);
        return start + (bounds.get(bucket) - start) * ((rank - below) / (counts.get(bucket) - below));
    }

    private static double fraction(double lower, double upper, NavigableMap<Double, Double> buckets) {
        var bounds = List.copyOf(buckets.keySet());
        var counts = monotonic(buckets);
        var last = bounds.size() - 1;
        if (last < 0 || !Double.isInfinite(bounds.get(last))) {
            return Double.NaN;
        }
        double total = counts.get(last);
        if (total == 0 || Double.isNaN(total) || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        return (rank(upper, bounds, counts) - rank(lower, bounds, counts)) / total;
    }

    /** The estimated number of observations up to a value. */
    private static double rank(double value, List<Double> bounds, List<Double> counts) {
        var before = 0.0;
        var start = bounds.get(0) > 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (var i = 0; i < bounds.size(); i++) {
            double end = bounds.get(i);
            if (value <= start) {
                return before;
            }
            if (value < end) {
                if (Double.isInfinite(start)) {
                    return counts.get(i);
                }
                return Double.isInfinite(end)
                        ? before
                        : before + (counts.get(i) - before) * (value - start) / (end - start);
            }
            before = counts.get(i);
            start = end;
        }
        return before;
    }
}
