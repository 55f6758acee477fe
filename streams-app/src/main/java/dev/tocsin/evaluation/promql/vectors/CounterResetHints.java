package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.SampleExtras;
import dev.tocsin.evaluation.samples.Series;

/** What the histograms of a series say of resets, where that is not what the store says. */
final class CounterResetHints {
    /** What becomes of a histogram. */
    private interface HistogramFunction {
        Histogram of(int index, Histogram histogram);
    }

    private CounterResetHints() {}

    /** Samples that were picked out do not follow one another, so what they say of the one before is void. */
    static Series withoutHints(Series series) {
        return mapHistograms(
                series,
                (index, histogram) -> histogram.resetHint() == CounterResetHint.GAUGE
                        ? histogram
                        : histogram.with(CounterResetHint.UNKNOWN));
    }

    /** Counts and sums alone. What is unknown is found out from sample to sample while there are buckets. */
    static Series forCounts(Series series) {
        return mapHistograms(
                series,
                (index, histogram) -> histogram.with(detectReset(series, index)).withoutBuckets());
    }

    private static CounterResetHint detectReset(Series series, int index) {
        var histogram = series.histogram(index);
        if (histogram.resetHint() != CounterResetHint.UNKNOWN
                || index == series.from()
                || !series.isHistogram(index - 1)) {
            return histogram.resetHint();
        }
        return histogram.isResetSince(series.histogram(index - 1))
                ? CounterResetHint.RESET
                : CounterResetHint.NOT_RESET;
    }

    private static Series mapHistograms(Series series, HistogramFunction change) {
        if (!series.hasHistograms()) {
            return series;
        }
        var histograms = new Histogram[series.to()];
        for (var i = series.from(); i < series.to(); i++) {
            if (series.isHistogram(i)) {
                histograms[i] = change.of(i, series.histogram(i));
            }
        }
        return new Series(
                series.labels(),
                series.times(),
                series.values(),
                new SampleExtras(histograms, series.extras().startTimestamps()),
                series.from(),
                series.to());
    }
}
