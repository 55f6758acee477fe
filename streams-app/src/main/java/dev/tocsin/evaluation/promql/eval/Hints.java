package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.histograms.Histogram;
import dev.tocsin.evaluation.histograms.ResetHint;
import dev.tocsin.evaluation.samples.Extras;
import dev.tocsin.evaluation.samples.Series;

/** What the histograms of a series say of resets, where that is not what the store says. */
final class Hints {
    /** A histogram with another hint. */
    private interface Change {
        ResetHint of(int index, Histogram histogram);
    }

    private Hints() {}

    /** Samples that were picked out do not follow one another, so what they say of the one before is void. */
    static Series forgotten(Series series) {
        return changed(series, (index, histogram) -> ResetHint.UNKNOWN);
    }

    /** What is unknown is found out from sample to sample. */
    static Series foundOut(Series series) {
        return changed(series, (index, histogram) -> {
            if (histogram.hint() != ResetHint.UNKNOWN || index == series.from() || !series.isHistogram(index - 1)) {
                return histogram.hint();
            }
            return histogram.isResetSince(series.histogram(index - 1)) ? ResetHint.RESET : ResetHint.NOT_RESET;
        });
    }

    private static Series changed(Series series, Change change) {
        if (!series.hasHistograms()) {
            return series;
        }
        var histograms = new Histogram[series.to()];
        for (var i = series.from(); i < series.to(); i++) {
            if (series.isHistogram(i)) {
                var histogram = series.histogram(i);
                histograms[i] =
                        histogram.hint() == ResetHint.GAUGE ? histogram : histogram.with(change.of(i, histogram));
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
