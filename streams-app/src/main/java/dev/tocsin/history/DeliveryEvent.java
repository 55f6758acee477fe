package dev.tocsin.history;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One notification that was sent, or one that could not be delivered under one claim. Its alerts are in its
 * {@link DeliveryDetails}.
 *
 * @param offset of its record in the cluster log
 * @param isSent whether the receiver has accepted the notification
 * @param reason why the notification was due
 * @param firing number of firing alerts
 * @param resolved number of resolved alerts
 * @param isolated whether it was sent without a claim
 * @param error the last error; empty if it was sent
 * @param bytes size of its record
 */
public record DeliveryEvent(
        EventId id,
        long offset,
        Slot slot,
        Labels groupLabels,
        boolean isSent,
        NotificationReason reason,
        String instance,
        int attempts,
        Duration duration,
        int firing,
        int resolved,
        boolean isolated,
        String error,
        int bytes) {

    /** The delivery that an entry of the notification log reports; empty if nothing was sent. */
    public static Optional<DeliveryEvent> of(NflogEntry sent, long offset, int bytes) {
        if (sent.stats().attempts() == 0) {
            return Optional.empty();
        }
        var sender = sent.claimId().isEmpty() ? sent.slot() + " " + sent.instance() : sent.claimId();
        return Optional.of(new DeliveryEvent(
                EventId.of(sent.notifiedAt(), sender),
                offset,
                sent.slot(),
                Labels.of(sent.stats().groupLabels()),
                true,
                sent.reason(),
                sent.instance(),
                sent.stats().attempts(),
                sent.stats().duration(),
                sent.episodes().firing().size(),
                sent.episodes().resolved().size(),
                sent.isolated(),
                "",
                bytes));
    }

    /** The failed delivery that a release reports; empty if the claim was released for another reason. */
    public static Optional<DeliveryEvent> of(ClaimReleased released, long offset, int bytes) {
        return released.failure().map(failure -> of(released, failure, offset, bytes));
    }

    private static DeliveryEvent of(ClaimReleased released, DeliveryFailure failure, long offset, int bytes) {
        return new DeliveryEvent(
                EventId.of(failure.failedAt(), released.claimId()),
                offset,
                released.slot(),
                Labels.of(failure.stats().groupLabels()),
                false,
                failure.reason(),
                released.instance(),
                failure.stats().attempts(),
                failure.stats().duration(),
                failure.episodes().firing().size(),
                failure.episodes().resolved().size(),
                false,
                failure.error(),
                bytes);
    }

    /** The time at which the receiver had accepted it, or at which the last attempt had failed. Log time. */
    public Instant at() {
        return id.at();
    }

    /** This event with equal objects of an earlier event of the slot, so that they are in memory once. */
    DeliveryEvent sharing(DeliveryEvent earlier) {
        return new DeliveryEvent(
                id,
                offset,
                earlier.slot,
                earlier.groupLabels.equals(groupLabels) ? earlier.groupLabels : groupLabels,
                isSent,
                reason,
                earlier.instance.equals(instance) ? earlier.instance : instance,
                attempts,
                duration,
                firing,
                resolved,
                isolated,
                earlier.error.equals(error) ? earlier.error : error,
                bytes);
    }
}
