package dev.tocsin.notifier;

import dev.tocsin.notification.log.DeliveryFailure;
import java.util.Optional;

/** What an instance sends by: a claim that it holds, or, cut off from the log, nobody's leave. */
interface SendPermit {
    /** Whether it may be acted upon now. */
    boolean isValid();

    /** Whether so much of it is left that something may be begun: who has slept on it must ask anew. */
    boolean isFresh();

    /** The id of the claim, or empty where there is none. */
    String claimId();

    /** Ends it, for it was used. */
    void complete();

    /** Gives it back, so that others may try at once. @param failure what was tried in vain; empty if nothing was */
    void release(String why, Optional<DeliveryFailure> failure);

    /** Gives it back without having tried. */
    default void release(String why) {
        release(why, Optional.empty());
    }

    /** The right of those who are cut off. It has no end, and there is nobody to give it back to. */
    SendPermit ISOLATED = new SendPermit() {
        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean isFresh() {
            return true;
        }

        @Override
        public String claimId() {
            return "";
        }

        @Override
        public void complete() {}

        @Override
        public void release(String why, Optional<DeliveryFailure> failure) {}
    };
}
