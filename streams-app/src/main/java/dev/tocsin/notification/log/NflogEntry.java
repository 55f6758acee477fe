package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
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

    /** This entry with fewer episodes, because it was too large for the log. */
    public NflogEntry withEpisodes(NotifiedEpisodes fewer) {
        return new NflogEntry(
                slot,
                claimId,
                instance,
                fewer,
                flushedAt,
                notifiedAt,
                expiresAt,
                reason,
                isolated,
                receiverData,
                stats);
    }

    public boolean isInitial() {
        return notifiedAt.equals(Instant.MIN);
    }

    /** This entry until it expires, then the initial one. */
    public NflogEntry unlessExpired(Instant now) {
        return now.isBefore(expiresAt) ? this : initial(slot);
    }

    /**
     * The entry as it is believed: a writer whose clock is wrong, or that is no instance, could otherwise mute the slot
     * for years. Times after the append count as the append time, with a tolerance; the entry expires within the
     * retention.
     *
     * @param appendedAt append time of its record
     */
    public NflogEntry believedAt(Instant appendedAt) {
        var newest = appendedAt.plus(Limit.NFLOG_TIME_AHEAD.duration());
        var lastExpiry = newest.plus(Limit.NFLOG_RETENTION.duration());
        if (!flushedAt.isAfter(newest) && !notifiedAt.isAfter(newest) && !expiresAt.isAfter(lastExpiry)) {
            return this;
        }
        return new NflogEntry(
                slot,
                claimId,
                instance,
                episodes,
                flushedAt.isAfter(newest) ? appendedAt : flushedAt,
                notifiedAt.isAfter(newest) ? appendedAt : notifiedAt,
                expiresAt.isAfter(lastExpiry) ? lastExpiry : expiresAt,
                reason,
                isolated,
                receiverData,
                stats);
    }
}
