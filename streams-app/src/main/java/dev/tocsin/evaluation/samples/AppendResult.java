package dev.tocsin.evaluation.samples;

/** Result of appending a sample to the store. */
public enum AppendResult {
    /** Stored as the newest sample of its series. */
    APPENDED(true),
    /** Stored before samples that were appended earlier. */
    OUT_OF_ORDER(true),
    /** Not stored: the series has the same sample. */
    DUPLICATE(false),
    /** Not stored: the series has a different sample with the same timestamp, which is kept. */
    DUPLICATE_DIFFERENT(false),
    /** Not stored: older than the last truncation, or than the retention. */
    TOO_OLD(false),
    /** Not stored: later than {@link dev.tocsin.limits.Limit#SAMPLE_AHEAD} allows. */
    TOO_FAR_IN_FUTURE(false),
    /** Not stored: the series is new, and the store has its maximum number of series. */
    LIMIT(false),
    /** Not stored: the store keeps no series with these labels. */
    NOT_KEPT(false);

    private final boolean stored;

    AppendResult(boolean stored) {
        this.stored = stored;
    }

    public boolean isStored() {
        return stored;
    }

    /** Whether a sample is lost. A duplicate is not: recorded samples come back from the topic. Nothing reads one not kept. */
    public boolean isRejected() {
        return !stored && this != DUPLICATE && this != NOT_KEPT;
    }
}
