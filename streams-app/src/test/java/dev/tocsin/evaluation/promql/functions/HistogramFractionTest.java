package dev.tocsin.evaluation.promql.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramFractionTest {
    @ParameterizedTest(name = "below {0}: {1} of 4")
    @CsvSource({"0, 0", "1, 1", "1.4142135623730951, 2", "4, 4"})
    void fractionIsInterpolated(double upper, double count) {
        var histogram = new Histogram(
                BucketLayout.exponential(0, 0),
                0,
                4,
                0,
                BucketCounts.ofContiguous(0, 1, 2, 1),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        assertThat(HistogramFraction.between(Double.NEGATIVE_INFINITY, upper, histogram))
                .isCloseTo(count / 4, within(1e-12));
    }
}
