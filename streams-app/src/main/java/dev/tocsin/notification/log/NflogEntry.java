package dev.tocsin.notification.log;

import java.time.Instant;
import java.util.Map;

/**
 * An entry of the notification log: the last notification of a slot. Times are log time.
 *
 * @param flushedAt time of the flush; the next flush of the group counts from here, on every instance
 * @param notifiedAt time at which the receiver had accepted the notification; the repeat interval counts from here
 * @param expiresAt time at which the entry may be deleted
 * @param isolated whether it was sent without a claim, by an instance that could not reach the log
 * @param receiverData data of the receiver's answer that the next notification needs, such as a thread id
 */
public record NflogEntry(
        Slot slot,
        String claimId,
        String instance,
        NotifiedEpisodes episodes,
        Instant flushedAt,
        Instant notifiedAt,
        Instant expiresAt,
        NotificationReason reason,
        boolean isolated,
        Map<String, String> receiverData,
        DeliveryStats stats)
        implements ClusterRecord {
    public NflogEntry {
        receiverData = Map.copyOf(receiverData);
    }

    /** An entry without receiver data and statistics. */
    public NflogEntry(
            Slot slot,
            String claimId,
            String instance,
            NotifiedEpisodes episodes,
            Instant flushedAt,
            Instant notifiedAt,
            Instant expiresAt,
            NotificationReason reason,
            boolean isolated) {
        this(
                slot,
                claimId,
                instance,
                episodes,
                flushedAt,
                notifiedAt,
                expiresAt,
                reason,
                isolated,
                Map.of(),
                DeliveryStats.NONE);
    }

    /** The entry of a slot that was never notified. */
    public static NflogEntry initial(Slot slot) {
        return new NflogEntry(
                slot,
                "",
                "",
                NotifiedEpisodes.NONE,
                Instant.MIN,
                Instant.MIN,
                Instant.MIN,
                NotificationReason.NONE,
                false);
    }

    public boolean isInitial() {
        return notifiedAt.equals(Instant.MIN);
    }

    /** This entry until it expires, then the initial one. */
    public NflogEntry unlessExpired(Instant now) {
        return now.isBefore(expiresAt) ? this : initial(slot);
    }
}
