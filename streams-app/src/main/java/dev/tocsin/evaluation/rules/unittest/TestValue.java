package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.Series;
import java.util.Optional;

/**
 * Expected or actual sample value: a float or a histogram.
 *
 * @param checksResetHint whether the reset hint of the histogram is compared
 */
public record TestValue(double value, Optional<Histogram> histogram, boolean checksResetHint) {
    public static TestValue of(double value) {
        return new TestValue(value, Optional.empty(), false);
    }

    public static TestValue of(Value.Element element) {
        return new TestValue(element.value(), element.histogram(), true);
    }

    public static TestValue of(Series series, int index) {
        return series.isHistogram(index)
                ? new TestValue(Double.NaN, Optional.of(series.histogram(index)), true)
                : of(series.values()[index]);
    }

    /** @param time in milliseconds since 1970 */
    public Sample toSample(long time) {
        return histogram.map(content -> Sample.of(time, content)).orElseGet(() -> Sample.of(time, value));
    }

    @Override
    public String toString() {
        return histogram
                .map(content -> content + (checksResetHint ? " " + content.resetHint() : "") + " " + content.layout())
                .orElseGet(() -> Double.toString(value));
    }
}
