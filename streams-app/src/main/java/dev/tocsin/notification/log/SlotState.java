package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * State of a slot as of one offset of the cluster log: a fold over its records. Each method returns the state after one
 * record, or {@code this} if the record changes nothing.
 *
 * @param nflogEntry the entry of the last notification
 * @param holder the holder of the last won claim
 * @param refusal the receiver's, under the claim that was released last
 */
public record SlotState(NflogEntry nflogEntry, ClaimHolder holder, Refusal refusal) {
    public SlotState(NflogEntry nflogEntry, ClaimHolder holder) {
        this(nflogEntry, holder, Refusal.NONE);
    }

    public static SlotState initial(Slot slot) {
        return new SlotState(NflogEntry.initial(slot), ClaimHolder.NONE);
    }

    public Slot slot() {
        return nflogEntry.slot();
    }

    /** Whether the slot has no entry, holder and refusal and need not be stored. */
    public boolean isInitial() {
        return nflogEntry.isInitial() && holder.isNone() && refusal.equals(Refusal.NONE);
    }

    /** Whether this claim won last. It may have expired since. */
    public boolean isHeldBy(String claimId) {
        return holder.holdsClaim(claimId);
    }

    /** Whether nobody has notified since an entry, and a claim is live. */
    public boolean isOnlyClaimedSince(NflogEntry entry, Instant logTime) {
        return holder.isLiveAt(logTime) && nflogEntry.equals(entry);
    }

    /**
     * The first claim wins: a claim wins if the slot has no holder, if the holder's lease has ended before
     * {@code appendedAt}, or if the claim renews the holder's own. Otherwise it has no effect. A renewal after the entry of
     * its own claim has no effect, either.
     */
    public SlotState claimed(Claim claim, Instant appendedAt) {
        var renewal = holder.holdsClaim(claim.claimId());
        var done = claim.claimId().equals(nflogEntry.claimId());
        if (done || !renewal && holder.isLiveAt(appendedAt)) {
            return this;
        }
        // The clock of a new leader may be behind: a renewal never shortens the lease.
        var renewedAt = renewal && holder.renewedAt().isAfter(appendedAt) ? holder.renewedAt() : appendedAt;
        return new SlotState(nflogEntry, new ClaimHolder(claim.claimId(), claim.instance(), renewedAt, claim.lease()));
    }

    /**
     * Applies the entry of a sent notification. The entry of the current holder replaces any other, whatever the
     * timestamps, because the holder has read it. The exception is a newer entry that was sent in isolation after the
     * holder's claim. Any other entry replaces only one that is not newer. The entry of the holder frees the slot.
     */
    public SlotState sent(NflogEntry next) {
        var own = holder.holdsClaim(next.claimId());
        // A paused sender timestamps its entry when it resumes. An entry of a later flush is newer and wins.
        var isOlderFlush = !own && !next.isolated() && next.flushedAt().isBefore(nflogEntry.flushedAt());
        var isOlder = isOlderFlush || next.notifiedAt().isBefore(nflogEntry.notifiedAt());
        var holderHasSeenEntry =
                own && !(nflogEntry.isolated() && nflogEntry.notifiedAt().isAfter(holder.renewedAt()));
        var after = new SlotState(isOlder && !holderHasSeenEntry ? nflogEntry : next, own ? ClaimHolder.NONE : holder);
        return after.equals(this) ? this : after;
    }

    /** Frees the slot if the released claim is the holder's, and keeps the refusal of the receiver. */
    public SlotState released(ClaimReleased released) {
        return holder.holdsClaim(released.claimId())
                ? new SlotState(nflogEntry, ClaimHolder.NONE, released.refusal())
                : this;
    }

    /**
     * Tombstone on the claim: frees the slot if the holder's lease has ended. A live holder stays: its claim came after
     * the claim that the tombstone was meant for.
     */
    public SlotState deleteClaim(Instant appendedAt) {
        return holder.isNone() || holder.isLiveAt(appendedAt) ? this : new SlotState(nflogEntry, ClaimHolder.NONE);
    }

    /** Tombstone on the entry. Unconditional, because after compaction a reader has nothing to compare it with. */
    public SlotState deleteNflogEntry() {
        return nflogEntry.isInitial() ? this : new SlotState(NflogEntry.initial(slot()), holder);
    }
}
