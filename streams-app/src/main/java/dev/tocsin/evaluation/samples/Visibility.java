package dev.tocsin.evaluation.samples;

/**
 * The samples of the store that an evaluation sees, so that all instances see the same: samples up to its tick that precede
 * certain markers in the samples topic, and the samples that its own group recorded before.
 *
 * @param tick in milliseconds since 1970. Later samples are not visible
 * @param asOf the tick whose markers the samples precede, in milliseconds since 1970: the same tick, or a later one if the
 *     evaluation is made up for
 * @param source the rule group, as in the source of its recorded samples
 * @param ownTime time of the samples that the group records at this tick, in milliseconds since 1970. Those are visible
 *     once this instance has recorded them itself, and not when another instance has
 */
public record Visibility(long tick, long asOf, String source, long ownTime) {
    /** Everything that the store has. */
    public static final Visibility ALL = new Visibility(Long.MAX_VALUE, Long.MAX_VALUE, "", Long.MAX_VALUE);

    boolean includes(LateSample late) {
        return this == ALL
                || late.newestTick() < asOf
                || !source.isEmpty()
                        && late.source().equals(source)
                        && (late.isRecordedHere() || late.sample().time() < ownTime);
    }
}
