package dev.tocsin.evaluation.promql.eval;

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
record Windows(List<Track> tracks, long[] ends, long range, Extension extension, long lookback) implements Operand {
    /** @param losesName as of a {@link Row} */
    record Track(Series series, boolean losesName) {}

    static Windows plain(List<Track> tracks, long[] ends, long range) {
        return new Windows(tracks, ends, range, Extension.NONE, 0);
    }

    boolean isExtended() {
        return extension != Extension.NONE;
    }

    /** A series as it is seen in the window of a step; by a function of counters, if anything is to be computed. */
    Series seen(Series series, int step, boolean asCounter) {
        var end = ends[step];
        if (!isExtended()) {
            return series.between(end - range, end);
        }
        var after = extension == Extension.SMOOTHED ? lookback : 0;
        var samples = series.between(end - range - lookback, end + after);
        return new Edges(samples, end - range, end, extension == Extension.SMOOTHED, asCounter).series();
    }
}
