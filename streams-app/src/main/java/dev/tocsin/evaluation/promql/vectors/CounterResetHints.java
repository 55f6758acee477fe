package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.SampleExtras;
import dev.tocsin.evaluation.samples.Series;

/** Changes the counter reset hints of the histograms of a series. */
final class CounterResetHints {
    private interface HistogramFunction {
        Histogram of(int index, Histogram histogram);
    }

    private CounterResetHints() {}

    /** Clears the hints of samples that are not consecutive, such as those of a subquery. */
    static Series withoutHints(Series series) {
        return mapHistograms(
                series,
                (index, histogram) -> histogram.resetHint() == CounterResetHint.GAUGE
                        ? histogram
                        : histogram.with(CounterResetHint.UNKNOWN));
    }

    /** Drops the buckets. Unknown hints are first determined from the buckets of consecutive samples. */
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
