package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import java.util.Optional;

/** An element without its labels: a float, a histogram, or {@link #NOTHING}. */
public record Point(double value, Optional<Histogram> content) {
    public static final Point NOTHING = new Point(VectorRow.NOTHING, Optional.empty());

    public static Point of(double value) {
        return new Point(value, Optional.empty());
    }

    public static Point of(Histogram histogram) {
        return new Point(VectorRow.NOTHING, Optional.of(histogram));
    }

    /** The sample of a series at an index. */
    public static Point of(Series series, int index) {
        return series.isHistogram(index) ? of(series.histogram(index)) : of(series.values()[index]);
    }

    public boolean isHistogram() {
        return content.isPresent();
    }

    public boolean isNothing() {
        return content.isEmpty() && VectorRow.isNothing(value);
    }

    public Histogram histogram() {
        return content.orElseThrow();
    }
}
