package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTrimTest {
    @ParameterizedTest(name = "trimmed at {0}: {1} below, {2} above")
    @CsvSource({"0, 0, 4", "1, 1, 3", "1.4142135623730951, 2, 2", "4, 4, 0"})
    void trimUpperAndTrimLowerAreComplements(double cut, double below, double above) {
        var histogram = new Histogram(
                BucketLayout.exponential(0, 0),
                0,
                4,
                0,
                BucketCounts.ofContiguous(0, 1, 2, 1),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        assertThat(HistogramTrim.trimUpper(histogram, cut).count()).isCloseTo(below, within(1e-12));
        assertThat(HistogramTrim.trimLower(histogram, cut).count()).isCloseTo(above, within(1e-12));
    }
}
