package dev.tocsin.notifier;

/** How the flush of one slot ended. */
enum FlushResult {
    /** There was nothing to tell, or somebody else has told it. */
    UP_TO_DATE,
    /** This instance has told it. */
    DELIVERED,
    /** Somebody else has told the group just now; the rest waits until the group's interval is over. */
    POSTPONED,
    /** It could not be told before the deadline, or the receiver refuses it for good; the next flush tries again. */
    FAILED;

    /** Whether what was flushed need not be flushed again. */
    boolean isSuccess() {
        return this == UP_TO_DATE || this == DELIVERED;
    }
}
