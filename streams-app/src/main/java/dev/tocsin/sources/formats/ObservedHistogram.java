package dev.tocsin.sources.formats;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.TreeMap;

/** A native histogram of single observations, with buckets that grow by 9 %: schema 3. */
final class ObservedHistogram {
    private static final int SCHEMA = 3;
    private static final double ZERO_THRESHOLD = 0x1p-128;
    private static final BucketLayout LAYOUT = BucketLayout.exponential(SCHEMA, ZERO_THRESHOLD);

    private final TreeMap<Integer, Double> positive = new TreeMap<>();
    private final TreeMap<Integer, Double> negative = new TreeMap<>();
    private double zeroCount;
    private double count;
    private double sum;

    /** @param weight number of observations of this value */
    void observe(double value, double weight) {
        count += weight;
        sum += value * weight;
        if (Math.abs(value) <= ZERO_THRESHOLD) {
            zeroCount += weight;
        } else if (!Double.isNaN(value)) {
            (value > 0 ? positive : negative).merge(index(Math.abs(value)), weight, Double::sum);
        }
    }

    Histogram toHistogram() {
        return new Histogram(
                LAYOUT, zeroCount, count, sum, counts(positive), counts(negative), CounterResetHint.UNKNOWN);
    }

    /** The bucket whose upper bound is the lowest one that is not below the value. */
    private static int index(double value) {
        var largest = (Double.MAX_EXPONENT + 1) << SCHEMA;
        if (Double.isInfinite(value)) {
            return largest + 1;
        }
        var exponent = Math.getExponent(value);
        var index = exponent << SCHEMA;
        while (index < largest && LAYOUT.upper(index) < value) {
            index++;
        }
        return index;
    }

    private static BucketCounts counts(TreeMap<Integer, Double> buckets) {
        return BucketCounts.of(
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
