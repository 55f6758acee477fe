package dev.tocsin.notifier;

import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The notification of a {@link SlotFlush}. The claim protocol calls {@link #decide} before and after each claim. */
interface SlotNotification {
    Slot slot();

    /** Decides by the current silences and the current notification log entry. */
    PendingUpdate decide();

    /** Sends once. The future never fails: a refused notification is a {@link DeliveryResult}. */
    CompletableFuture<DeliveryResult> deliver(PendingUpdate update);

    /**
     * The notification log entry after a delivery.
     *
     * @param claimId empty if the notification was sent in isolation
     */
    NflogEntry nflogEntry(
            PendingUpdate update,
            DeliveryResult.Delivered delivered,
            String claimId,
            Instant notifiedAt,
            DeliveryStats stats);

    Map<String, String> groupLabels();

    /** Log time from which a flush is the next one of the group, and not the same flush by another instance. */
    Instant nextFlushAt();

    /** Time after which the flush begins no other request. */
    Duration timeout();

    /** Delay before the next attempt. */
    Duration backoff(int failures);
}
