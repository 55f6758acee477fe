package dev.tocsin.notification.log;

import java.util.Optional;

/**
 * The release of a claim without a notification, so that another instance can claim at once.
 *
 * @param reason a few words, for the history
 * @param failure the failed attempts; empty if nothing was sent
 */
public record ClaimReleased(
        Slot slot, String claimId, String instance, String reason, Optional<DeliveryFailure> failure)
        implements ClusterRecord {
    /** The release of a claim under which nothing was sent. */
    public ClaimReleased(Slot slot, String claimId, String instance, String reason) {
        this(slot, claimId, instance, reason, Optional.empty());
    }
}
