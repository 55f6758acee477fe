package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Extras;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.ResetHint;
import dev.tocsin.evaluation.samples.Series;

/** What the histograms of a series say of resets, where that is not what the store says. */
final class Hints {
    /** What becomes of a histogram. */
    private interface Change {
        Histogram of(int index, Histogram histogram);
    }

    private Hints() {}

    /** Samples that were picked out do not follow one another, so what they say of the one before is void. */
    static Series forgotten(Series series) {
        return changed(
                series,
                (index, histogram) ->
                        histogram.hint() == ResetHint.GAUGE ? histogram : histogram.with(ResetHint.UNKNOWN));
    }

    /** Counts and sums alone. What is unknown is found out from sample to sample while there are buckets. */
    static Series ofCounts(Series series) {
        return changed(
                series,
                (index, histogram) -> histogram.with(found(series, index)).withoutBuckets());
    }

    private static ResetHint found(Series series, int index) {
        var histogram = series.histogram(index);
        if (histogram.hint() != ResetHint.UNKNOWN || index == series.from() || !series.isHistogram(index - 1)) {
            return histogram.hint();
        }
        return histogram.isResetSince(series.histogram(index - 1)) ? ResetHint.RESET : ResetHint.NOT_RESET;
    }

    private static Series changed(Series series, Change change) {
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
                new Extras(histograms, series.extras().starts()),
                series.from(),
                series.to());
    }
}
