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
public record Sent(
        Slot slot,
        String claimId,
        String instance,
        Content content,
        Instant flushedAt,
        Instant notifiedAt,
        Instant expiresAt,
        Reason reason,
        boolean isolated,
        Map<String, String> receiverData,
        Account account) {
    public Sent {
        receiverData = Map.copyOf(receiverData);
    }

    /** To a receiver that had nothing to say, and nothing is told of how it went. */
    public Sent(
            Slot slot,
            String claimId,
            String instance,
            Content content,
            Instant flushedAt,
            Instant notifiedAt,
            Instant expiresAt,
            Reason reason,
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
                Account.NONE);
    }

    /** The beginning of every slot: told nothing, long ago. */
    public static Sent nothingYet(Slot slot) {
        return new Sent(slot, "", "", Content.NOTHING, Instant.MIN, Instant.MIN, Instant.MIN, Reason.NONE, false);
    }

    public boolean isNothingYet() {
        return notifiedAt.equals(Instant.MIN);
    }

    /** This entry while it is kept, and afterwards the beginning. */
    public Sent asOf(Instant now) {
        return now.isBefore(expiresAt) ? this : nothingYet(slot);
    }
}
