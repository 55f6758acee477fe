package dev.tocsin.evaluation.samples;

/** What became of a sample that was offered to the store. */
public enum AppendResult {
    /** Stored as the newest of its series. */
    APPENDED(true),
    /** Stored in its place before samples that came earlier. */
    OUT_OF_ORDER(true),
    /** The very same sample is there already. */
    DUPLICATE(false),
    /** A sample of that time with another value is there already, and stays. */
    DUPLICATE_DIFFERENT(false),
    /** Older than what the store was last trimmed to. */
    TOO_OLD(false),
    /** Of a new series, while there are as many series as may be. */
    LIMIT(false);

    private final boolean stored;

    AppendResult(boolean stored) {
        this.stored = stored;
    }

    public boolean isStored() {
        return stored;
    }
}
