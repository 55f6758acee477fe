package dev.tocsin.notification.log;

import java.time.Instant;
import java.util.Optional;

/**
 * The release of a claim without a notification, so that another instance can claim at once.
 *
 * @param reason a few words, for the history
 * @param failure the failed attempts; empty if nothing was sent
 * @param refusal the receiver's answer, if it concerns all instances
 */
public record ClaimReleased(
        Slot slot, String claimId, String instance, String reason, Optional<DeliveryFailure> failure, Refusal refusal)
        implements ClusterRecord {
    /** The release of a claim without a refusal. */
    public ClaimReleased(Slot slot, String claimId, String instance, String reason, Optional<DeliveryFailure> failure) {
        this(slot, claimId, instance, reason, failure, Refusal.NONE);
    }

    /** The release as all instances believe it: its refusal ends in a bounded time. */
    public ClaimReleased believedAt(Instant appendedAt) {
        return new ClaimReleased(slot, claimId, instance, reason, failure, refusal.believedAt(appendedAt));
    }

    /** The release of a claim under which nothing was sent. */
    public ClaimReleased(Slot slot, String claimId, String instance, String reason) {
        this(slot, claimId, instance, reason, Optional.empty());
    }
}
