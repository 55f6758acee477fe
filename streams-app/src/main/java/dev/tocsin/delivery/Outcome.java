package dev.tocsin.delivery;

/** How the flush of one slot ended. */
enum Outcome {
    /** There was nothing to tell, or somebody else has told it. */
    UP_TO_DATE,
    /** This instance has told it. */
    DELIVERED,
    /** It could not be told before the deadline, or the receiver refuses it for good; the next flush tries again. */
    FAILED
}
