package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.histograms.Histogram;
import dev.tocsin.evaluation.samples.Series;
import java.util.Optional;

/** One element without its labels: a number or a histogram; or {@link #NOTHING}. */
record Point(double value, Optional<Histogram> content) {
    static final Point NOTHING = new Point(Row.NOTHING, Optional.empty());

    static Point of(double value) {
        return new Point(value, Optional.empty());
    }

    static Point of(Histogram histogram) {
        return new Point(Row.NOTHING, Optional.of(histogram));
    }

    /** A sample. */
    static Point of(Series series, int index) {
        return series.isHistogram(index) ? of(series.histogram(index)) : of(series.values()[index]);
    }

    boolean isHistogram() {
        return content.isPresent();
    }

    boolean isNothing() {
        return content.isEmpty() && Row.isNothing(value);
    }

    Histogram histogram() {
        return content.orElseThrow();
    }
}
