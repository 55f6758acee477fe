package dev.tocsin.evaluation.samples;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Sparse bucket counts of a histogram, in order of bucket index. Empty buckets are left out. */
public final class BucketCounts {
    public static final BucketCounts NONE = new BucketCounts(new int[0], new double[0]);

    private final int[] indices;
    private final double[] counts;

    private BucketCounts(int[] indices, double[] counts) {
        this.indices = indices;
        this.counts = counts;
    }

    /**
     * Counts of the given buckets.
     *
     * @param indices strictly increasing
     */
    public static BucketCounts of(int[] indices, double[] counts) {
        if (indices.length != counts.length) {
            throw new IllegalArgumentException("%d bucket indices, but %d counts: the numbers must be equal"
                    .formatted(indices.length, counts.length));
        }
        for (var i = 1; i < indices.length; i++) {
            if (indices[i] <= indices[i - 1]) {
                throw new IllegalArgumentException(
                        "bucket index %d comes after %d: indices must increase".formatted(indices[i], indices[i - 1]));
            }
        }
        return compact(indices, counts, indices.length);
    }

    /** Counts of consecutive buckets. @param first index of the first bucket */
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

    /** Index of a bucket, by its position among the buckets that are not empty. */
    public int index(int position) {
        return indices[position];
    }

    /** Count of a bucket, by its position among the buckets that are not empty. */
    public double count(int position) {
        return counts[position];
    }

    /** Count of the bucket with an index, 0 if it is empty. */
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

    public BucketCounts withCounts(double... newCounts) {
        return compact(indices, newCounts, newCounts.length);
    }

    /** Merges buckets. @param target index of the coarser bucket; must not decrease as the index grows */
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

    /** Merges exponential buckets into a schema that is {@code steps} lower. */
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

    /** Whether the count of a bucket has decreased, which means that the counter was reset. */
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
