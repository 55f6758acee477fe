package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * A range vector at all steps: for each series, the samples of all windows together, and beyond them what the
 * extension needs.
 *
 * @param ends the end of each step's window, never falling
 * @param range the length of each window in milliseconds
 * @param lookback how far the extension looks beyond a window
 */
public record RangeVector(
        List<RangeSeries> seriesList, long[] ends, long range, RangeExtension extension, long lookback)
        implements OperandValue {
    /** @param losesName as of a {@link VectorRow} */
    public record RangeSeries(Series series, boolean dropName) {}

    static RangeVector withoutExtension(List<RangeSeries> tracks, long[] ends, long range) {
        return new RangeVector(tracks, ends, range, RangeExtension.NONE, 0);
    }

    public boolean isExtended() {
        return extension != RangeExtension.NONE;
    }

    /** A series as it is seen in the window of a step; by a function of counters, if anything is to be computed. */
    public Series samplesInWindow(Series series, int step, boolean asCounter) {
        var end = ends[step];
        var samples = samplesAroundWindow(series, step);
        return isExtended()
                ? new ExtendedWindow(samples, end - range, end, extension == RangeExtension.SMOOTHED, asCounter)
                        .series()
                : samples;
    }

    /** The samples in the window of a step, and those beyond it that the extension looks at. */
    public Series samplesAroundWindow(Series series, int step) {
        var end = ends[step];
        var after = extension == RangeExtension.SMOOTHED ? lookback : 0;
        var before = isExtended() ? lookback : 0;
        return series.between(end - range - before, end + after);
    }
}
