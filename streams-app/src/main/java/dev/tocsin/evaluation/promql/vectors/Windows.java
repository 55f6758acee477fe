package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Extension;
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
public record Windows(List<Track> tracks, long[] ends, long range, Extension extension, long lookback)
        implements Operand {
    /** @param losesName as of a {@link Row} */
    public record Track(Series series, boolean losesName) {}

    static Windows plain(List<Track> tracks, long[] ends, long range) {
        return new Windows(tracks, ends, range, Extension.NONE, 0);
    }

    public boolean isExtended() {
        return extension != Extension.NONE;
    }

    /** A series as it is seen in the window of a step; by a function of counters, if anything is to be computed. */
    public Series seen(Series series, int step, boolean asCounter) {
        var end = ends[step];
        var samples = around(series, step);
        return isExtended()
                ? new Edges(samples, end - range, end, extension == Extension.SMOOTHED, asCounter).series()
                : samples;
    }

    /** The samples in the window of a step, and those beyond it that the extension looks at. */
    public Series around(Series series, int step) {
        var end = ends[step];
        var after = extension == Extension.SMOOTHED ? lookback : 0;
        var before = isExtended() ? lookback : 0;
        return series.between(end - range - before, end + after);
    }
}
