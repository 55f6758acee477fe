package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * A range vector at all steps. Each series has the samples of all windows, and those beyond that the extension needs.
 *
 * @param ends the end of the window at each step, in milliseconds, non-decreasing
 * @param range the length of each window in milliseconds
 * @param lookback the time beyond a window that the extension reads, in milliseconds
 */
public record RangeVector(
        List<RangeSeries> seriesList, long[] ends, long range, RangeExtension extension, long lookback)
        implements OperandValue {
    /** @param dropName as in {@link VectorRow} */
    public record RangeSeries(Series series, boolean dropName) {}

    static RangeVector withoutExtension(List<RangeSeries> seriesList, long[] ends, long range) {
        return new RangeVector(seriesList, ends, range, RangeExtension.NONE, 0);
    }

    @Override
    public void hold(SampleBudget.Usage samples, int steps) {
        for (var one : seriesList) {
            samples.hold(1, one.series().size());
        }
    }

    public boolean isExtended() {
        return extension != RangeExtension.NONE;
    }

    /** The samples in the window of a step. With an extension, the edges are interpolated; as a counter if asked. */
    public Series samplesInWindow(Series series, int step, boolean asCounter) {
        var end = ends[step];
        var samples = samplesAroundWindow(series, step);
        return isExtended()
                ? new ExtendedWindow(samples, end - range, end, extension == RangeExtension.SMOOTHED, asCounter)
                        .series()
                : samples;
    }

    /** The samples in the window of a step and those beyond it that the extension needs. */
    public Series samplesAroundWindow(Series series, int step) {
        var end = ends[step];
        var after = extension == RangeExtension.SMOOTHED ? lookback : 0;
        var before = isExtended() ? lookback : 0;
        return series.between(end - range - before, end + after);
    }
}
