package dev.tocsin.history;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.util.Optional;

/**
 * The alerts of a delivery, and its claim.
 *
 * @param claimId empty if it was sent without a claim
 */
public record DeliveryDetails(String claimId, NotifiedEpisodes episodes) {
    public static DeliveryDetails of(NflogEntry sent) {
        return new DeliveryDetails(sent.claimId(), sent.episodes());
    }

    /** The alerts of a failed delivery; empty if nothing was sent under the claim. */
    public static Optional<DeliveryDetails> of(ClaimReleased released) {
        return released.failure().map(failure -> new DeliveryDetails(released.claimId(), failure.episodes()));
    }

    /** Whether the notification reports an alert, as firing or as resolved. */
    public boolean reports(Fingerprint alert) {
        return episodes.isFiring(alert) || episodes.resolvedAlerts().contains(alert);
    }

    /** Finds the details of deliveries. */
    @FunctionalInterface
    public interface Source {
        /** The details of a delivery; empty if they are not kept any more. */
        Optional<DeliveryDetails> find(DeliveryEvent delivery);
    }
}
