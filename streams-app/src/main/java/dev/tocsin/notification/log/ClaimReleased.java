package dev.tocsin.notification.log;

import java.util.Optional;

/**
 * A record by which an instance gives its claim back without having notified, so that another may try at once.
 *
 * @param why it was given back, in a word or two
 * @param failure what was tried in vain; empty if nothing was tried
 */
public record ClaimReleased(
        Slot slot, String claimId, String instance, String reason, Optional<DeliveryFailure> failure)
        implements ClusterRecord {
    /** Of a claim that was not used. */
    public ClaimReleased(Slot slot, String claimId, String instance, String why) {
        this(slot, claimId, instance, why, Optional.empty());
    }
}
