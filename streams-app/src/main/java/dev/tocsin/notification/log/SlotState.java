package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * A slot as of one offset of the cluster log: what it was last told, and who may tell it more. Each step answers the
 * state after one record; {@code this} means that the record changed nothing.
 */
public record SlotState(NflogEntry sent, ClaimHolder holder) {
    public static SlotState initial(Slot slot) {
        return new SlotState(NflogEntry.initial(slot), ClaimHolder.NONE);
    }

    public Slot slot() {
        return sent.slot();
    }

    /** Whether there is nothing to remember, so that the slot may be dropped from a store. */
    public boolean isInitial() {
        return sent.isInitial() && holder.isNone();
    }

    /** Whether this claim is the one that was won; it may have lapsed since. */
    public boolean isHeldBy(String claimId) {
        return holder.holdsClaim(claimId);
    }

    /**
     * The claim is won if nobody holds the slot, if the holder has lapsed before {@code appendedAt}, or if it renews
     * the holder's own claim; otherwise it is void. So is a belated renewal of a claim that has already ended in Sent.
     */
    public SlotState claimed(Claim claim, Instant appendedAt) {
        var renewal = holder.holdsClaim(claim.claimId());
        var done = claim.claimId().equals(sent.claimId());
        if (done || !renewal && holder.isLiveAt(appendedAt)) {
            return this;
        }
        // A new leader's clock may be behind: a renewal never shortens what was already granted.
        var renewedAt = renewal && holder.renewedAt().isAfter(appendedAt) ? holder.renewedAt() : appendedAt;
        return new SlotState(sent, new ClaimHolder(claim.claimId(), claim.instance(), renewedAt, claim.lease()));
    }

    /**
     * What was sent is remembered, and frees the holder if the claim was its own. The holder had seen what was sent
     * under the claims before, so its word replaces that, however their clocks differ; what was sent in isolation since
     * its claim, and anybody else's word, is replaced only by what is not older.
     */
    public SlotState sent(NflogEntry next) {
        var own = holder.holdsClaim(next.claimId());
        // Who slept over its lease dates its word when it wakes: what has been flushed since is newer.
        var late = !own && !next.isolated() && next.flushedAt().isBefore(sent.flushedAt());
        var stale = late || next.notifiedAt().isBefore(sent.notifiedAt());
        var wasSeen = own && !(sent.isolated() && sent.notifiedAt().isAfter(holder.renewedAt()));
        var after = new SlotState(stale && !wasSeen ? sent : next, own ? ClaimHolder.NONE : holder);
        return after.equals(this) ? this : after;
    }

    /** Frees the holder if the claim was its own. */
    public SlotState released(ClaimReleased released) {
        return holder.holdsClaim(released.claimId()) ? new SlotState(sent, ClaimHolder.NONE) : this;
    }

    /**
     * A tombstone on the claim: frees a holder who has lapsed. One that lives stays, for its claim came after the
     * claim that the tombstone's author wanted to clear away.
     */
    public SlotState deleteClaim(Instant appendedAt) {
        return holder.isNone() || holder.isLiveAt(appendedAt) ? this : new SlotState(sent, ClaimHolder.NONE);
    }

    /** A tombstone on what was sent. Unconditional, since compaction leaves a later reader nothing to weigh it against. */
    public SlotState deleteSent() {
        return sent.isInitial() ? this : new SlotState(NflogEntry.initial(slot()), holder);
    }
}
