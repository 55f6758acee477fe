package dev.tocsin.evaluation.samples;

/**
 * Where samples were read in the samples topic.
 *
 * @param newestTick the newest tick marker before them in their partition, in milliseconds since 1970; {@link #NO_TICK} if
 *     there is none. Evaluations up to that tick do not see them
 * @param source the rule group that recorded them; empty if they come from outside
 */
public record SampleOrigin(long newestTick, String source) {
    public static final long NO_TICK = Long.MIN_VALUE;

    /** Samples that every evaluation sees. */
    public static final SampleOrigin UNMARKED = new SampleOrigin(NO_TICK, "");
}
