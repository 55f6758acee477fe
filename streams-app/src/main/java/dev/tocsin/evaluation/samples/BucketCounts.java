package dev.tocsin.evaluation.samples;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** How many observations fell into each bucket, by the buckets' indices, which rise; none is empty. */
public final class BucketCounts {
    public static final BucketCounts NONE = new BucketCounts(new int[0], new double[0]);

    private final int[] indices;
    private final double[] counts;

    private BucketCounts(int[] indices, double[] counts) {
        this.indices = indices;
        this.counts = counts;
    }

    /**
     * Of any counts, also of empty buckets, which are left out.
     *
     * @param indices strictly rising
     */
    public static BucketCounts of(int[] indices, double[] counts) {
        if (indices.length != counts.length) {
            throw new IllegalArgumentException(
                    "%d buckets with %d counts, but must be as many".formatted(indices.length, counts.length));
        }
        for (var i = 1; i < indices.length; i++) {
            if (indices[i] <= indices[i - 1]) {
                throw new IllegalArgumentException(
                        "bucket %d comes after bucket %d".formatted(indices[i], indices[i - 1]));
            }
        }
        return compact(indices, counts, indices.length);
    }

    /** Of neighbouring buckets. */
    public static BucketCounts ofContiguous(int first, double... counts) {
        var indices = new int[counts.length];
        Arrays.setAll(indices, i -> first + i);
        return compact(indices, counts, counts.length);
    }

    private static BucketCounts compact(int[] indices, double[] counts, int size) {
        var kept = 0;
        var keptIndices = new int[size];
        var keptCounts = new double[size];
        for (var i = 0; i < size; i++) {
            if (counts[i] != 0) {
                keptIndices[kept] = indices[i];
                keptCounts[kept++] = counts[i];
            }
        }
        return kept == 0 ? NONE : new BucketCounts(Arrays.copyOf(keptIndices, kept), Arrays.copyOf(keptCounts, kept));
    }

    public int size() {
        return indices.length;
    }

    boolean isEmpty() {
        return indices.length == 0;
    }

    /** The index of a bucket, by its position among those that are not empty. */
    public int index(int position) {
        return indices[position];
    }

    /** The count of a bucket, by its position among those that are not empty. */
    public double count(int position) {
        return counts[position];
    }

    /** The count of the bucket with an index. */
    double at(int index) {
        var position = Arrays.binarySearch(indices, index);
        return position < 0 ? 0 : counts[position];
    }

    double sum() {
        return Arrays.stream(counts).sum();
    }

    BucketCounts map(DoubleUnaryOperator function) {
        return compact(indices, Arrays.stream(counts).map(function).toArray(), counts.length);
    }

    /** The same buckets with other counts. */
    BucketCounts withCounts(double... others) {
        return compact(indices, others, others.length);
    }

    /** The buckets merged into coarser ones, whose indices rise as theirs do. */
    BucketCounts mergedBy(IntUnaryOperator target) {
        var merged = new int[indices.length];
        var sums = new double[indices.length];
        var size = 0;
        for (var i = 0; i < indices.length; i++) {
            var index = target.applyAsInt(indices[i]);
            if (size == 0 || merged[size - 1] != index) {
                merged[size++] = index;
            }
            sums[size - 1] += counts[i];
        }
        return compact(merged, sums, size);
    }

    /** The buckets of a resolution that is so many steps coarser. */
    public BucketCounts reduceResolution(int steps) {
        return steps == 0 ? this : mergedBy(index -> ((index - 1) >> Math.min(31, steps)) + 1);
    }

    BucketCounts filter(IntPredicate wanted) {
        var kept = new double[counts.length];
        for (var i = 0; i < kept.length; i++) {
            kept[i] = wanted.test(indices[i]) ? counts[i] : 0;
        }
        return compact(indices, kept, kept.length);
    }

    BucketCounts plus(BucketCounts other, double factor) {
        if (other.isEmpty()) {
            return this;
        }
        var both = new int[indices.length + other.indices.length];
        var sums = new double[both.length];
        var size = 0;
        var own = 0;
        var others = 0;
        while (own < indices.length || others < other.indices.length) {
            var isOwn = others == other.indices.length || own < indices.length && indices[own] <= other.indices[others];
            var index = isOwn ? indices[own] : other.indices[others];
            var sum = isOwn ? counts[own++] : 0;
            if (others < other.indices.length && other.indices[others] == index) {
                var added = factor * other.counts[others++];
                sum = isOwn ? sum + added : added;
            }
            both[size] = index;
            sums[size++] = sum;
        }
        return compact(both, sums, size);
    }

    /** Whether some bucket has lost observations since. */
    boolean hasDecreasedSince(BucketCounts before) {
        for (var i = 0; i < before.indices.length; i++) {
            if (at(before.indices[i]) < before.counts[i]) {
                return true;
            }
        }
        for (var i = 0; i < indices.length; i++) {
            if (counts[i] < before.at(indices[i])) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketCounts that
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(indices) + Arrays.toString(counts);
    }
}
