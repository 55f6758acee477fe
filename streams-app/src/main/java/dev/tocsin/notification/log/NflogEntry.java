package dev.tocsin.notification.log;

import java.time.Instant;
import java.util.Map;

/**
 * What a slot was last told: an entry of the notification log.
 *
 * @param flushedAt when the group was flushed; its next flush counts from here, on every instance
 * @param notifiedAt when the receiver had taken it; the repeat interval counts from here
 * @param expiresAt until when the entry is kept
 * @param isolated whether it was sent without a claim, by an instance that could not reach the log
 * @param receiverData what the receiver said that the next notification needs to know, such as the thread to go on with
 * @param account how the delivery went
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

    /** To a receiver that had nothing to say, and nothing is told of how it went. */
    public NflogEntry(
            Slot slot,
            String claimId,
            String instance,
            NotifiedEpisodes content,
            Instant flushedAt,
            Instant notifiedAt,
            Instant expiresAt,
            NotificationReason reason,
            boolean isolated) {
        this(
                slot,
                claimId,
                instance,
                content,
                flushedAt,
                notifiedAt,
                expiresAt,
                reason,
                isolated,
                Map.of(),
                DeliveryStats.NONE);
    }

    /** The beginning of every slot: told nothing, long ago. */
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

    /** This entry while it is kept, and afterwards the beginning. */
    public NflogEntry unlessExpired(Instant now) {
        return now.isBefore(expiresAt) ? this : initial(slot);
    }
}
