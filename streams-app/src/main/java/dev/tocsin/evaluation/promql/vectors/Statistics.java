package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.CompensatedSum;
import java.util.Arrays;

/** Statistics of the numbers of an array from one index up to, excluding, another. There must be at least one number. */
public final class Statistics {
    private Statistics() {}

    public interface Summary {
        double of(double[] values, int from, int to);
    }

    public static double sum(double[] values, int from, int to) {
        var sum = new CompensatedSum();
        for (var i = from; i < to; i++) {
            sum.add(values[i]);
        }
        return sum.result();
    }

    /** The mean. It is finite even if the sum would overflow. */
    public static double mean(double[] values, int from, int to) {
        var sum = new CompensatedSum(values[from], 0);
        for (var i = from + 1; i < to; i++) {
            if (sum.wouldBeInfinite(values[i])) {
                return incrementalMean(values, from, i, to, sum);
            }
            sum.add(values[i]);
        }
        return sum.dividedBy(to - from).plainResult();
    }

    private static double incrementalMean(double[] values, int from, int next, int to, CompensatedSum sum) {
        var mean = sum.dividedBy(next - from);
        for (var i = next; i < to; i++) {
            var count = (double) (i - from + 1);
            mean = mean.times((count - 1) / count);
            mean.add(values[i] / count);
        }
        return mean.result();
    }

    public static double min(double[] values, int from, int to) {
        var min = values[from];
        for (var i = from + 1; i < to; i++) {
            if (values[i] < min || Double.isNaN(min)) {
                min = values[i];
            }
        }
        return min;
    }

    public static double max(double[] values, int from, int to) {
        var max = values[from];
        for (var i = from + 1; i < to; i++) {
            if (values[i] > max || Double.isNaN(max)) {
                max = values[i];
            }
        }
        return max;
    }

    /** The variance of the elements of a vector by Welford's algorithm. */
    public static double variance(double[] values, int from, int to) {
        if (!Double.isFinite(values[from])) {
            return Double.NaN;
        }
        var mean = 0.0;
        var squares = 0.0;
        for (var i = from; i < to; i++) {
            var distance = values[i] - mean;
            mean += distance / (i - from + 1);
            squares += distance * (values[i] - mean);
        }
        return squares / (to - from);
    }

    /** The variance of samples over time, with compensated sums. */
    public static double compensatedVariance(double[] values, int from, int to) {
        var mean = new CompensatedSum();
        var squares = new CompensatedSum();
        for (var i = from; i < to; i++) {
            var distance = values[i] - mean.plainResult();
            mean.add(distance / (i - from + 1));
            squares.add(distance * (values[i] - mean.plainResult()));
        }
        return squares.plainResult() / (to - from);
    }

    /** The quantile, interpolated between the two nearest numbers. NaN is less than all other numbers. */
    public static double quantile(double quantile, double[] values, int from, int to) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        var sorted = sortedNaNFirst(values, from, to);
        var rank = quantile * (sorted.length - 1);
        var lower = Math.max(0, (int) Math.floor(rank));
        var upper = Math.min(sorted.length - 1, lower + 1);
        var weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    private static double[] sortedNaNFirst(double[] values, int from, int to) {
        var sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        var numbers = sorted.length;
        while (numbers > 0 && Double.isNaN(sorted[numbers - 1])) {
            numbers--;
        }
        var nans = sorted.length - numbers;
        System.arraycopy(sorted, 0, sorted, nans, numbers);
        Arrays.fill(sorted, 0, nans, Double.NaN);
        return sorted;
    }
}
