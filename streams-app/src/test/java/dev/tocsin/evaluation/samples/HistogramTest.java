package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {
    private static final Histogram FINE = exponential(1, 0, 0, 1, 1, 1, 1);
    private static final Histogram COARSE = exponential(0, 0, 0, 5, 6);

    @ParameterizedTest(name = "bucket {1} of schema {0} is ({2}, {3}]")
    @CsvSource({
        "0, 0, 0.5, 1",
        "0, 3, 4, 8",
        "0, -1, 0.25, 0.5",
        "1, 1, 1, 1.4142135623730951",
        "1, 2, 1.4142135623730951, 2",
        "-1, 1, 1, 4",
        "-4, 0, 1.52587890625E-5, 1",
        "8, 256, 1.9945873380898646, 2",
        "0, 1024, 8.98846567431158E307, 1.7976931348623157E308"
    })
    void exponentialBounds(int schema, int index, double lower, double upper) {
        var layout = BucketLayout.exponential(schema, 0);
        assertThat(layout.lower(index)).isCloseTo(lower, within(lower * 1e-2));
        assertThat(layout.upper(index)).isEqualTo(upper);
    }

    @Test
    void customBoundsHaveAnImplicitLastBucket() {
        var layout = BucketLayout.custom(-1, 5);
        assertThat(List.of(layout.lower(0), layout.upper(0), layout.lower(2), layout.upper(2)))
                .containsExactly(Double.NEGATIVE_INFINITY, -1.0, 5.0, Double.POSITIVE_INFINITY);
        assertThat(layout.hasIndex(3)).isFalse();
    }

    @Test
    void sumHasTheLowerResolution() {
        assertThat(FINE.plus(COARSE).positive()).isEqualTo(BucketCounts.ofContiguous(0, 6, 8, 1));
        assertThat(COARSE.minus(FINE).positive()).isEqualTo(BucketCounts.ofContiguous(0, 4, 4, -1));
        assertThat(COARSE.minus(COARSE).equalsIgnoringResetHint(Histogram.empty(COARSE.layout())))
                .isTrue();
    }

    @Test
    void widerZeroBucketTakesInOverlappingBuckets() {
        var narrow = exponential(0, 0.1, 1, 2, 3);
        var wide = exponential(0, 0.75, 1, 0, 4);
        var sum = narrow.plus(wide);
        // 0.75 lies inside the bucket from 0.5 to 1, which is not empty.
        assertThat(sum.layout()).isEqualTo(BucketLayout.exponential(0, 1));
        assertThat(sum.zeroCount()).isEqualTo(4);
        assertThat(sum.positive()).isEqualTo(BucketCounts.ofContiguous(1, 7));
    }

    @Test
    void sumOfCustomBucketsHasTheCommonBounds() {
        var sum = custom(new double[] {1, 2, 4}, 1, 2, 3, 4).plus(custom(new double[] {2, 3}, 10, 20, 30));
        assertThat(sum.layout()).isEqualTo(BucketLayout.custom(2));
        assertThat(sum.positive()).isEqualTo(BucketCounts.ofContiguous(0, 13, 57));
    }

    @Test
    void customBucketsCanBeMultipliedByInfinity() {
        assertThat(custom(new double[] {1}, 1, 2)
                        .times(Double.NEGATIVE_INFINITY)
                        .zeroCount())
                .isZero();
    }

    @Test
    void customAndExponentialBucketsCannotBeAdded() {
        assertThat(COARSE.isCompatibleWith(custom(new double[] {1}, 1))).isFalse();
        assertThatThrownBy(() -> COARSE.plus(custom(new double[] {1}, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource({
        "UNKNOWN, NOT_RESET, UNKNOWN",
        "RESET, RESET, RESET",
        "RESET, NOT_RESET, UNKNOWN",
        "GAUGE, RESET, GAUGE",
        "UNKNOWN, GAUGE, GAUGE"
    })
    void sumCombinesResetHints(CounterResetHint one, CounterResetHint other, CounterResetHint expected) {
        assertThat(one.combine(other)).isEqualTo(expected);
        assertThat(other.combine(one)).isEqualTo(expected);
    }

    @Test
    void lostObservationsMeanACounterReset() {
        assertThat(COARSE.isResetSince(exponential(0, 0, 0, 5, 7))).isTrue();
        assertThat(COARSE.isResetSince(exponential(0, 0, 0, 5, 5))).isFalse();
        assertThat(COARSE.isResetSince(exponential(0, 0, 0, 5, 5, 1))).isTrue();
        assertThat(FINE.isResetSince(exponential(0, 0, 0)))
                .as("finer than before")
                .isTrue();
        assertThat(exponential(0, 0, 0).isResetSince(exponential(0, 0.5, 0)))
                .as("narrower than before")
                .isTrue();
        assertThat(COARSE.with(CounterResetHint.NOT_RESET).isResetSince(exponential(0, 0, 0, 9)))
                .isFalse();
        assertThat(COARSE.with(CounterResetHint.RESET).isResetSince(COARSE)).isTrue();
    }

    @Test
    void sumCompensatesRoundingErrors() {
        var all = List.of(sized(1, 1), sized(1, 1e100), sized(1, 1), sized(1, -1e100));
        assertThat(HistogramAccumulator.sum(all).sum()).isEqualTo(2);
        assertThat(HistogramAccumulator.mean(all).sum()).isEqualTo(0.5);
        assertThat(HistogramAccumulator.mean(List.of(sized(1e308, 1), sized(1e308, 3)))
                        .count())
                .isEqualTo(1e308);
    }

    @Test
    void textIsPrometheusText() {
        var histogram = new Histogram(
                BucketLayout.exponential(0, 0.001),
                2,
                20,
                10,
                BucketCounts.ofContiguous(0, 1, 2),
                BucketCounts.ofContiguous(0, 1, 2),
                CounterResetHint.UNKNOWN);
        assertThat(histogram)
                .hasToString("{count:20, sum:10, [-2,-1):2, [-1,-0.5):1, [-0.001,0.001]:2, (0.5,1]:1, (1,2]:2}");
    }

    private static Histogram exponential(int schema, double zeroThreshold, double zeroCount, double... counts) {
        return of(BucketLayout.exponential(schema, zeroThreshold), zeroCount, counts);
    }

    private static Histogram custom(double[] bounds, double... counts) {
        return of(BucketLayout.custom(bounds), 0, counts);
    }

    private static Histogram of(BucketLayout layout, double zeroCount, double... counts) {
        var positive = BucketCounts.ofContiguous(0, counts);
        return new Histogram(
                layout,
                zeroCount,
                zeroCount + positive.sum(),
                1,
                positive,
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
    }

    private static Histogram sized(double count, double sum) {
        var layout = BucketLayout.exponential(0, 0);
        return new Histogram(layout, 0, count, sum, BucketCounts.NONE, BucketCounts.NONE, CounterResetHint.UNKNOWN);
    }
}
