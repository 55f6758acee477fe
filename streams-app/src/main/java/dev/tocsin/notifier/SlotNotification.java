package dev.tocsin.notifier;

import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One flush of one slot, as the claim protocol sees it: what is asked again and again until it is settled. */
interface SlotNotification {
    Slot slot();

    /** Mutes by what is silenced now and decides by what was sent until now. */
    PendingUpdate decide();

    /** Never fails; a receiver that does not take it is an ordinary {@link DeliveryResult}. */
    CompletableFuture<DeliveryResult> deliver(PendingUpdate news);

    /** What to remember once it is delivered. Without a claim id, it was sent in isolation. */
    NflogEntry nflogEntry(
            PendingUpdate news,
            DeliveryResult.Delivered delivered,
            String claimId,
            Instant notifiedAt,
            DeliveryStats account);

    /** What the alerts of the group have in common. */
    Map<String, String> groupLabels();

    /** Time after which the flush begins no other request. */
    Duration timeout();

    /** How long to wait after so many failed attempts before the next one. */
    Duration backoff(int failures);
}
