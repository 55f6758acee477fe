package dev.tocsin.evaluation.samples;

import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Native histogram with float counts. Counts can be fractional or negative, for example after a subtraction.
 *
 * @param count number of all observations, including NaNs, which are in no bucket
 * @param positive buckets above the zero bucket; with custom bounds, all buckets
 * @param negative buckets below the zero bucket; index i mirrors the positive bucket i
 */
public record Histogram(
        BucketLayout layout,
        double zeroCount,
        double count,
        double sum,
        BucketCounts positive,
        BucketCounts negative,
        CounterResetHint resetHint) {
    public Histogram {
        for (var i = 0; i < positive.size(); i++) {
            if (!layout.hasIndex(positive.index(i))) {
                throw new IllegalArgumentException(
                        "bucket %d does not exist in %s".formatted(positive.index(i), layout));
            }
        }
        if (layout.isCustom() && !(negative.isEmpty() && zeroCount == 0)) {
            throw new IllegalArgumentException("custom buckets cannot have negative buckets or a zero count");
        }
    }

    public static Histogram empty(BucketLayout layout) {
        return new Histogram(layout, 0, 0, 0, BucketCounts.NONE, BucketCounts.NONE, CounterResetHint.UNKNOWN);
    }

    public boolean isCustom() {
        return layout.isCustom();
    }

    /** Whether the histograms can be added: both custom, or both exponential. */
    public boolean isCompatibleWith(Histogram other) {
        return isCustom() == other.isCustom();
    }

    /** Whether both histograms have custom bounds and these differ. */
    public boolean hasDifferentBoundsThan(Histogram other) {
        return isCustom() && other.isCustom() && !layout.hasBoundsOf(other.layout);
    }

    public Histogram with(CounterResetHint other) {
        return other == resetHint ? this : new Histogram(layout, zeroCount, count, sum, positive, negative, other);
    }

    /** Sum, in the finest common layout. @throws IllegalArgumentException if they are not {@linkplain #isCompatibleWith compatible} */
    public Histogram plus(Histogram other) {
        return combined(other, 1, resetHint.combine(other.resetHint));
    }

    /** Difference, a gauge. @throws IllegalArgumentException if they are not {@linkplain #isCompatibleWith compatible} */
    public Histogram minus(Histogram other) {
        return combined(other, -1, CounterResetHint.GAUGE);
    }

    private Histogram combined(Histogram other, double factor, CounterResetHint newHint) {
        var common = CommonLayout.of(this, other);
        var left = CommonLayout.convert(common, this);
        var right = CommonLayout.convert(common, other);
        return new Histogram(
                common,
                left.zeroCount + factor * right.zeroCount,
                count + factor * other.count,
                sum + factor * other.sum,
                left.positive.plus(right.positive, factor),
                left.negative.plus(right.negative, factor),
                newHint);
    }

    /** Reduces the resolution to the lowest schema of the others. Never increases it. */
    public Histogram reduceResolutionTo(List<Histogram> others) {
        var result = this;
        for (var other : others) {
            if (!isCustom() && !other.isCustom() && other.layout.schema() < result.layout.schema()) {
                result = result.plus(empty(BucketLayout.exponential(other.layout.schema(), 0))
                        .with(resetHint));
            }
        }
        return result;
    }

    /** A histogram with only the count and the sum. */
    public Histogram withoutBuckets() {
        var bare = isCustom() ? BucketLayout.custom() : BucketLayout.exponential(layout.schema(), 0);
        return new Histogram(bare, 0, count, sum, BucketCounts.NONE, BucketCounts.NONE, resetHint);
    }

    public Histogram times(double factor) {
        return new Histogram(
                layout,
                isCustom() ? 0 : zeroCount * factor,
                count * factor,
                sum * factor,
                positive.map(bucket -> bucket * factor),
                negative.map(bucket -> bucket * factor),
                factor < 0 ? CounterResetHint.GAUGE : resetHint);
    }

    /** A division by zero leaves no buckets, as in Prometheus. */
    public Histogram dividedBy(double divisor) {
        return new Histogram(
                layout,
                isCustom() ? 0 : zeroCount / divisor,
                count / divisor,
                sum / divisor,
                divisor == 0 ? BucketCounts.NONE : positive.map(bucket -> bucket / divisor),
                divisor == 0 ? BucketCounts.NONE : negative.map(bucket -> bucket / divisor),
                divisor < 0 ? CounterResetHint.GAUGE : resetHint);
    }

    /** Whether the counter was reset between an earlier histogram and this one. */
    public boolean isResetSince(Histogram before) {
        return switch (resetHint) {
            case RESET -> true;
            case NOT_RESET -> false;
            case UNKNOWN, GAUGE -> CommonLayout.hasLostObservations(this, before);
        };
    }

    /** Whether this is certainly the same counter without a reset, in the same layout. */
    boolean isContinuationOf(Histogram before) {
        return resetHint != CounterResetHint.RESET
                && resetHint != CounterResetHint.GAUGE
                && before.resetHint != CounterResetHint.GAUGE
                && layout.equals(before.layout)
                && !CommonLayout.hasLostObservations(this, before);
    }

    public boolean equalsIgnoringResetHint(Histogram other) {
        return with(CounterResetHint.UNKNOWN).equals(other.with(CounterResetHint.UNKNOWN));
    }

    /** The number of buckets that are not empty, without the zero bucket. */
    public int bucketCount() {
        return positive.size() + negative.size();
    }

    /** All buckets that are not empty, in ascending order. */
    public List<Bucket> buckets() {
        var buckets = new ArrayList<Bucket>(negative.size() + 1 + positive.size());
        for (var i = negative.size() - 1; i >= 0; i--) {
            var index = negative.index(i);
            buckets.add(
                    new Bucket(-layout.upper(index), -layout.lower(index), negative.count(i), Bucket.Kind.NEGATIVE));
        }
        if (zeroCount != 0) {
            buckets.add(new Bucket(-layout.zeroThreshold(), layout.zeroThreshold(), zeroCount, Bucket.Kind.ZERO));
        }
        var kind = isCustom() ? Bucket.Kind.CUSTOM : Bucket.Kind.POSITIVE;
        for (var i = 0; i < positive.size(); i++) {
            var index = positive.index(i);
            buckets.add(new Bucket(layout.lower(index), layout.upper(index), positive.count(i), kind));
        }
        return buckets;
    }

    /**
     * The {@link #buckets()} with the bounds for interpolation, as in Prometheus. The zero bucket is cut at zero if all
     * other buckets are on one side of zero. A first custom bucket with a positive upper bound starts at zero.
     */
    public List<Bucket> interpolationBuckets() {
        var buckets = buckets();
        buckets.replaceAll(this::interpolationBucket);
        return buckets;
    }

    private Bucket interpolationBucket(Bucket bucket) {
        return switch (bucket.kind()) {
            case ZERO ->
                bucket.with(
                        negative.isEmpty() && !positive.isEmpty() ? 0 : bucket.lower(),
                        positive.isEmpty() && !negative.isEmpty() ? 0 : bucket.upper());
            case CUSTOM ->
                bucket.lower() == Double.NEGATIVE_INFINITY && bucket.upper() > 0 && Double.isFinite(bucket.upper())
                        ? bucket.with(0, bucket.upper())
                        : bucket;
            case NEGATIVE, POSITIVE -> bucket;
        };
    }

    /** Whether NaN was observed. */
    public boolean hasNaN() {
        return Double.isNaN(sum) && positive.sum() + negative.sum() + zeroCount < count;
    }

    /** Prometheus's text format: {@code {count:3, sum:2, (1,2]:3}}. */
    @Override
    public String toString() {
        var all = buckets().stream()
                .map(bucket -> ", %s%s,%s%s:%s"
                        .formatted(
                                bucket.includesLower() ? "[" : "(",
                                GoFloat.general(bucket.lower()),
                                GoFloat.general(bucket.upper()),
                                bucket.includesUpper() ? "]" : ")",
                                GoFloat.general(bucket.count())))
                .collect(Collectors.joining());
        return "{count:%s, sum:%s%s}".formatted(GoFloat.general(count), GoFloat.general(sum), all);
    }
}
