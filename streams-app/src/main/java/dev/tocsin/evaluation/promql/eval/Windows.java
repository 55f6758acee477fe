package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * A range vector at all steps: for each series, the samples of all windows together.
 *
 * @param ends the end of each step's window, never falling
 * @param range the length of each window in milliseconds
 */
record Windows(List<Track> tracks, long[] ends, long range) implements Operand {
    /** @param losesName as of a {@link Row} */
    record Track(Series series, boolean losesName) {}
}
