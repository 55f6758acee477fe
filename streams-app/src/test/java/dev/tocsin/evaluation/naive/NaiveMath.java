package dev.tocsin.evaluation.naive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Statistics. */
final class NaiveMath {
    private NaiveMath() {}

    /** The sum by Neumaier's algorithm. */
    static double sum(Collection<Double> values) {
        var sum = 0.0;
        var correction = 0.0;
        for (var x : values) {
            var next = sum + x;
            if (Double.isInfinite(next)) {
                correction = 0;
            } else if (Math.abs(sum) >= Math.abs(x)) {
                correction += (sum - next) + x;
            } else {
                correction += (x - next) + sum;
            }
            sum = next;
        }
        return Double.isInfinite(sum) ? sum : sum + correction;
    }

    static double average(Collection<Double> values) {
        return sum(values) / values.size();
    }

    /** The variance by Welford's algorithm. */
    static double variance(Collection<Double> values) {
        var n = 0;
        var mean = 0.0;
        var squares = 0.0;
        for (var value : values) {
            n++;
            var distance = value - mean;
            mean += distance / n;
            squares += distance * (value - mean);
        }
        return Double.isInfinite(mean) ? Double.NaN : squares / n;
    }

    static double smallest(Collection<Double> values) {
        return values.stream()
                .filter(value -> !value.isNaN())
                .min(Double::compare)
                .orElse(Double.NaN);
    }

    static double largest(Collection<Double> values) {
        return values.stream()
                .filter(value -> !value.isNaN())
                .max(Double::compare)
                .orElse(Double.NaN);
    }

    static double quantile(double quantile, Collection<Double> values) {
        if (values.isEmpty() || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        var sorted =
                new ArrayList<>(values.stream().filter(value -> value.isNaN()).toList());
        sorted.addAll(values.stream().filter(value -> !value.isNaN()).sorted().toList());
        var rank = quantile * (sorted.size() - 1);
        var low = (int) Math.max(0, Math.floor(rank));
        var high = Math.min(sorted.size() - 1, low + 1);
        var weight = rank - Math.floor(rank);
        return sorted.get(low) * (1 - weight) + sorted.get(high) * weight;
    }

    /** Linear regression: slope per second, and the value at the origin. */
    record Line(double slope, double intercept) {
        static Line through(List<Long> times, List<Double> values, long origin) {
            double first = values.get(0);
            if (values.stream().allMatch(value -> value == first)) {
                return Double.isInfinite(first) ? new Line(Double.NaN, Double.NaN) : new Line(0, first);
            }
            var x = times.stream().map(time -> (time - origin) / 1000.0).toList();
            var xy = new ArrayList<Double>();
            var xx = new ArrayList<Double>();
            for (var i = 0; i < x.size(); i++) {
                xy.add(x.get(i) * values.get(i));
                xx.add(x.get(i) * x.get(i));
            }
            var n = (double) x.size();
            var covariance = sum(xy) - sum(x) * sum(values) / n;
            var slope = covariance / (sum(xx) - sum(x) * sum(x) / n);
            return new Line(slope, sum(values) / n - slope * sum(x) / n);
        }
    }

    /** The shortest decimal without an exponent. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
