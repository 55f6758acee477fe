package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * State of a slot as of one offset of the cluster log: a fold over its records. Each method returns the state after one
 * record, or {@code this} if the record changes nothing.
 *
 * @param sent the notification log entry
 * @param holder the holder of the last won claim
 */
public record SlotState(NflogEntry sent, ClaimHolder holder) {
    public static SlotState initial(Slot slot) {
        return new SlotState(NflogEntry.initial(slot), ClaimHolder.NONE);
    }

    public Slot slot() {
        return sent.slot();
    }

    /** Whether the slot has neither entry nor holder and need not be stored. */
    public boolean isInitial() {
        return sent.isInitial() && holder.isNone();
    }

    /** Whether this claim won last. It may have lapsed since. */
    public boolean isHeldBy(String claimId) {
        return holder.holdsClaim(claimId);
    }

    /**
     * A claim wins if the slot has no holder, if the holder's lease has ended before {@code appendedAt}, or if the claim
     * renews the holder's own. Otherwise it is void. A renewal after the entry of its own claim is void, too.
     */
    public SlotState claimed(Claim claim, Instant appendedAt) {
        var renewal = holder.holdsClaim(claim.claimId());
        var done = claim.claimId().equals(sent.claimId());
        if (done || !renewal && holder.isLiveAt(appendedAt)) {
            return this;
        }
        // The clock of a new leader may be behind: a renewal never shortens the lease.
        var renewedAt = renewal && holder.renewedAt().isAfter(appendedAt) ? holder.renewedAt() : appendedAt;
        return new SlotState(sent, new ClaimHolder(claim.claimId(), claim.instance(), renewedAt, claim.lease()));
    }

    /**
     * Stores the entry, and frees the slot if the entry is the holder's. The current holder's entry always replaces
     * entries of earlier claims, whatever the timestamps: the holder has read them. Any other entry, and one sent in
     * isolation since the holder's claim, is replaced only by an entry that is not older.
     */
    public SlotState sent(NflogEntry next) {
        var own = holder.holdsClaim(next.claimId());
        // A paused sender timestamps its entry when it resumes. An entry of a later flush is newer and wins.
        var late = !own && !next.isolated() && next.flushedAt().isBefore(sent.flushedAt());
        var stale = late || next.notifiedAt().isBefore(sent.notifiedAt());
        var wasSeen = own && !(sent.isolated() && sent.notifiedAt().isAfter(holder.renewedAt()));
        var after = new SlotState(stale && !wasSeen ? sent : next, own ? ClaimHolder.NONE : holder);
        return after.equals(this) ? this : after;
    }

    /** Frees the slot if the released claim is the holder's. */
    public SlotState released(ClaimReleased released) {
        return holder.holdsClaim(released.claimId()) ? new SlotState(sent, ClaimHolder.NONE) : this;
    }

    /**
     * Tombstone on the claim: frees the slot if the holder's lease has ended. A live holder stays: its claim came after
     * the claim that the tombstone was meant for.
     */
    public SlotState deleteClaim(Instant appendedAt) {
        return holder.isNone() || holder.isLiveAt(appendedAt) ? this : new SlotState(sent, ClaimHolder.NONE);
    }

    /** Tombstone on the entry. Unconditional, because after compaction a reader has nothing to compare it with. */
    public SlotState deleteSent() {
        return sent.isInitial() ? this : new SlotState(NflogEntry.initial(slot()), holder);
    }
}
